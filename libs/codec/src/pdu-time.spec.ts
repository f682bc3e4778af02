import { describe, expect, it } from '@jest/globals';
import { decodeTimestamp, decodeValidity, encodeTimestamp, encodeValidity } from './pdu-time.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('a relative validity', () => {
  it.each([
    [0, 300],
    [143, 12 * HOUR],
    [144, 12.5 * HOUR],
    [167, 24 * HOUR],
    [168, 2 * DAY],
    [196, 30 * DAY],
    [197, 35 * DAY],
    [255, 441 * DAY],
  ])('of octet %i is %i seconds', (octet, seconds) => {
    expect(decodeValidity(octet)).toBe(seconds);
    expect(encodeValidity(seconds)).toBe(octet);
  });

  it('is the longest that is not too long', () => {
    for (let octet = 1; octet <= 255; octet++) expect(encodeValidity(decodeValidity(octet) - 1)).toBe(octet - 1);
  });

  it('is five minutes at least and 63 weeks at most', () => {
    for (const seconds of [-1, 0, 1, 299]) expect(encodeValidity(seconds)).toBe(0);
    for (const seconds of [1e9, Infinity]) expect(encodeValidity(seconds)).toBe(255);
  });
});

describe('a timestamp', () => {
  it.each([0, 15, 180, 345, -210, -570, 840])('keeps its zone of %i minutes', (offsetMinutes) => {
    const time = { at: Date.UTC(2026, 1, 28, 22, 30, 59), offsetMinutes };
    expect(decodeTimestamp(encodeTimestamp(time))).toEqual(time);
  });

  it.each([
    ['zeros', [0, 0, 0, 0, 0, 0, 0]],
    ['digits beyond nine', [0x62, 0x11, 0x0a, 0, 0, 0, 0]],
    ['30 February', [0x62, 0x20, 0x03, 0, 0, 0, 0]],
    ['hour 24', [0x62, 0x11, 0x02, 0x42, 0, 0, 0]],
    ['too few octets', [0x62, 0x11]],
  ])('is none in %s', (_, octets) => {
    expect(decodeTimestamp(Uint8Array.from(octets))).toBeNull();
  });
});
