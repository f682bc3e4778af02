import type { RouterInterface } from '@signalbox/contracts/office/routers';
import type { Row } from './client/reply.js';
import { flagOf, octetsOf, textOf, toOctets } from './client/values.js';

/** The counters of all interfaces at one time. */
export interface Reading {
  /** Milliseconds on any clock that never goes back. */
  at: number;
  rows: readonly Row[];
}

/** What is read of each interface. */
export const INTERFACE_VALUES = ['name', 'type', 'comment', 'running', 'disabled', 'rx-byte', 'tx-byte'];

/**
 * The interfaces as they were last read, with what went through them since the reading before. Without that, or where a
 * counter is lower than it was (the router began anew), there is no rate.
 */
export function interfacesOf(last: Reading, before: Reading | null): RouterInterface[] {
  const earlier = new Map(before?.rows.map((row) => [row.get('name'), row]));
  const seconds = before ? (last.at - before.at) / 1000 : 0;
  return last.rows.map((row) => {
    const rate = (counter: string) => rateOf(row, earlier.get(row.get('name')), counter, seconds);
    return {
      name: textOf(row, 'name') ?? '',
      type: textOf(row, 'type', 64),
      comment: textOf(row, 'comment'),
      running: flagOf(row, 'running'),
      disabled: flagOf(row, 'disabled'),
      rx_bytes: toOctets(octetsOf(row, 'rx-byte')),
      tx_bytes: toOctets(octetsOf(row, 'tx-byte')),
      rx_rate: rate('rx-byte'),
      tx_rate: rate('tx-byte'),
    };
  });
}

/** Bits a second. */
function rateOf(row: Row, before: Row | undefined, counter: string, seconds: number): number | null {
  if (!before || seconds <= 0) return null;
  const octets = octetsOf(row, counter) - octetsOf(before, counter);
  return octets < 0n ? null : Math.round((Number(octets) * 8) / seconds);
}
