import { describe, expect, it } from '@jest/globals';
import { LARGEST_PUBLISH, PacketSizes } from './packet-sizes.js';

/** A control packet with a body of so many octets, or only its head. */
function packet(type: number, length: number, body = Buffer.alloc(length)): Buffer {
  const octets: number[] = [type << 4];
  let rest = length;
  do {
    octets.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from(octets), body]);
}
const head = (type: number, length: number) => packet(type, length, Buffer.alloc(0));
const [CONNECT, PUBLISH, SUBSCRIBE, PING] = [1, 3, 8, 12];

/** What is said of some octets, given whole and one by one. */
function complaintOf(pieces: Buffer, isKnown: boolean): string | null {
  const sizes = [new PacketSizes(), new PacketSizes()] as const;
  const greeting = isKnown ? packet(CONNECT, 100) : Buffer.alloc(0);
  for (const one of sizes) {
    one.complaint(greeting);
    if (isKnown) one.letIn();
  }
  const whole = sizes[0].complaint(pieces);
  let single: string | null = null;
  for (const octet of pieces) single ??= sizes[1].complaint(Buffer.from([octet]));
  expect(single).toBe(whole);
  return whole;
}

describe('the sizes of packets', () => {
  it('of a worker are as large as they need to be', () => {
    const day = [
      packet(SUBSCRIBE, 300),
      packet(PUBLISH, 20_000),
      packet(PING, 0),
      packet(PUBLISH, 127),
      packet(PUBLISH, 128),
    ];
    expect(complaintOf(Buffer.concat([...day, ...day]), true)).toBeNull();
    expect(complaintOf(head(PUBLISH, LARGEST_PUBLISH), true)).toBeNull();
  });

  it('are known by their first octets', () => {
    expect(complaintOf(head(PUBLISH, LARGEST_PUBLISH + 1), true)).toMatch(/type 3 that is too large/);
    expect(complaintOf(head(SUBSCRIBE, 1_000_000), true)).toMatch(/type 8 that is too large/);
    expect(complaintOf(Buffer.concat([packet(PUBLISH, 5000), head(PUBLISH, 268_435_455)]), true)).toMatch(/too large/);
  });

  it('of a stranger are those of one small CONNECT and little more', () => {
    expect(complaintOf(Buffer.concat([packet(CONNECT, 500), packet(SUBSCRIBE, 300)]), false)).toBeNull();
    expect(complaintOf(head(CONNECT, 5000), false)).toMatch(/type 1 that is too large/);
    expect(complaintOf(head(PUBLISH, 10), false)).toBe('no CONNECT');
    expect(complaintOf(Buffer.from('GET / HTTP/1.1\r\n'), false)).toBe('no CONNECT');
    expect(complaintOf(Buffer.concat([packet(CONNECT, 500), head(PUBLISH, 100_000)]), false)).toMatch(/too large/);
    const many = Array.from({ length: 60 }, () => packet(PUBLISH, 300));
    expect(complaintOf(Buffer.concat([packet(CONNECT, 500), ...many]), false)).toBe('too much before it was let in');
  });

  it('have a length of four octets at most', () => {
    expect(complaintOf(Buffer.from([CONNECT << 4, 0x80, 0x80, 0x80, 0x80, 0x00]), false)).toMatch(/four octets/);
  });
});
