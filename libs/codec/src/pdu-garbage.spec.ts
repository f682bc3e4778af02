import { describe, expect, it } from '@jest/globals';
import { decodeDataCoding, encodeDataCoding } from './pdu-data-coding.js';
import { decodeDeliver, encodeDelivers } from './pdu-deliver.js';
import { PduError } from './pdu-error.js';
import { decodeIncoming } from './pdu-incoming.js';
import { octetsToHex } from './pdu-octets.js';
import { decodeStatusReport, encodeStatusReport } from './pdu-status-report.js';
import { decodeSubmit, encodeSubmits } from './pdu-submit.js';

/** The same numbers at every run, so that a failure can be repeated (a linear congruential generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = seeded(23040);
const DECODERS = [decodeSubmit, decodeDeliver, decodeStatusReport, decodeIncoming];
const time = { at: Date.UTC(2026, 10, 20), offsetMinutes: 60 };
const GOOD = [
  ...encodeSubmits({ to: '+254712345678', text: 'x'.repeat(170), reference: 1, validitySeconds: 600 }),
  ...encodeDelivers({ from: 'Network', text: 'ж'.repeat(90), sentAt: time, reference: 2, smsc: '+254722500029' }),
  encodeStatusReport({ messageReference: 3, recipient: '+254712345678', sentAt: time, dischargedAt: time, status: 0 }),
].map(({ pdu }) => pdu);

/** Runs every decoder; counts those that took the PDU. Anything but a PduError escapes. */
function decoded(pdu: string): number {
  return DECODERS.filter((decode) => {
    try {
      decode(pdu);
      return true;
    } catch (error) {
      if (error instanceof PduError && error.message.length > 5) return false;
      throw error;
    }
  }).length;
}

describe('decoders of PDUs', () => {
  it('take random octets for a PDU or refuse them by a PduError', () => {
    let taken = 0;
    for (let round = 0; round < 8_000; round++) {
      const octets = Uint8Array.from({ length: random(round % 2 === 0 ? 200 : 40) }, () => random(256));
      // Half of them get past the service centre's address.
      if (round % 4 > 1) octets[0] = 0;
      taken += decoded(octetsToHex(octets));
    }
    expect(taken).toBeGreaterThan(40);
  });

  it('refuse text of any kind', () => {
    for (let round = 0; round < 2_000; round++) {
      const text = String.fromCharCode(...Array.from({ length: 1 + random(60) }, () => 0x47 + random(0x400)));
      expect(decoded(text)).toBe(0);
    }
  });

  it('refuse every good PDU that was cut anywhere', () => {
    for (const pdu of GOOD) {
      expect(decoded(pdu)).toBeGreaterThan(0);
      for (let length = 0; length < pdu.length; length++) expect(decoded(pdu.slice(0, length))).toBe(0);
    }
  });

  it('take or refuse good PDUs with octets changed', () => {
    for (let round = 0; round < 5_000; round++) {
      const good = GOOD[round % GOOD.length] ?? '';
      const at = random(good.length / 2) * 2;
      expect(decoded(good.slice(0, at) + octetsToHex(Uint8Array.of(random(256))) + good.slice(at + 2))).toBeLessThan(5);
    }
  });
});

describe('data coding', () => {
  it('has a meaning for every octet', () => {
    for (let octet = 0; octet < 256; octet++)
      expect(['gsm7', '8bit', 'ucs2']).toContain(decodeDataCoding(octet).alphabet);
  });

  it.each([
    [0x00, 'gsm7', null],
    [0x08, 'ucs2', null],
    [0x10, 'gsm7', 0],
    [0x18, 'ucs2', 0],
    [0x48, 'ucs2', null],
    [0xc8, 'gsm7', null],
    [0xe0, 'ucs2', null],
    [0xf0, 'gsm7', 0],
    [0xf5, '8bit', 1],
  ])('reads %i as %s, class %p', (octet, alphabet, messageClass) => {
    expect(decodeDataCoding(octet)).toMatchObject({ octet, alphabet, messageClass });
  });

  it('is read back as it was written', () => {
    for (const alphabet of ['gsm7', '8bit', 'ucs2'] as const) {
      for (const messageClass of [null, 0, 1, 2, 3] as const) {
        expect(decodeDataCoding(encodeDataCoding(alphabet, messageClass))).toMatchObject({ alphabet, messageClass });
      }
    }
  });
});
