import { PduError } from './pdu-error.js';

/** A PDU as `AT+CMGS` and `+CMT` carry it (TS 27.005 4): hexadecimal, the service centre's address first. */
export interface EncodedPdu {
  pdu: string;
  /** Octets of the TPDU alone, without the service centre's address: the number in `AT+CMGS=<length>`. */
  tpduLength: number;
}

const HEX = Array.from({ length: 256 }, (_, octet) => octet.toString(16).toUpperCase().padStart(2, '0'));

/** Octets as upper-case hexadecimal, two digits each. */
export function octetsToHex(octets: Uint8Array): string {
  let hex = '';
  for (const octet of octets) hex += HEX[octet] ?? '';
  return hex;
}

/** @throws PduError when the text is not pairs of hexadecimal digits. */
export function hexToOctets(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(hex)) {
    throw new PduError('expected pairs of hexadecimal digits');
  }
  const octets = new Uint8Array(hex.length / 2);
  for (let at = 0; at < octets.length; at++) octets[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return octets;
}

/** Several runs of octets as one. */
export function joinOctets(...runs: readonly ArrayLike<number>[]): Uint8Array {
  const joined = new Uint8Array(runs.reduce((sum, run) => sum + run.length, 0));
  let at = 0;
  for (const run of runs) {
    joined.set(run, at);
    at += run.length;
  }
  return joined;
}

/** Reads octets one after another, and never past their end. */
export class OctetReader {
  private at = 0;

  constructor(private readonly octets: Uint8Array) {}

  get remaining(): number {
    return this.octets.length - this.at;
  }

  /** @throws PduError when no octet is left; `what` is the field's name, for the message. */
  octet(what: string): number {
    return this.take(1, what)[0] ?? 0;
  }

  /** @throws PduError when fewer octets are left; `what` is the field's name, for the message. */
  take(count: number, what: string): Uint8Array {
    if (count > this.remaining) throw new PduError(`${what}: expected ${count} octets, ${this.remaining} are left`);
    this.at += count;
    return this.octets.subarray(this.at - count, this.at);
  }
}
