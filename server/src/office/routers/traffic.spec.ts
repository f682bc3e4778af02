import { describe, expect, it } from '@jest/globals';
import { interfacesOf } from './traffic.js';

const row = (name: string, rx: string, tx: string) =>
  new Map(Object.entries({ name, running: 'true', disabled: 'false', type: 'ether', 'rx-byte': rx, 'tx-byte': tx }));

describe('live traffic', () => {
  it('is what two readings differ by, in bits a second', () => {
    const before = { at: 1000, rows: [row('ether1', '1000', '500')] };
    const last = { at: 3000, rows: [row('ether1', '3500', '500'), row('ether2', '7', '7')] };
    expect(interfacesOf(last, before)).toMatchObject([
      { name: 'ether1', running: true, disabled: false, rx_bytes: 3500, rx_rate: 10_000, tx_rate: 0 },
      { name: 'ether2', rx_rate: null, tx_rate: null },
    ]);
  });

  it('is told where the counters are beyond what numbers hold', () => {
    const before = { at: 0, rows: [row('wan', '18446744073709551000', '9007199254740992')] };
    const last = { at: 1000, rows: [row('wan', '18446744073709551615', '9007199254740993')] };
    expect(interfacesOf(last, before)).toMatchObject([{ rx_bytes: '18446744073709551615', rx_rate: 4920, tx_rate: 8 }]);
  });

  it('is not told by one reading, by a counter that began anew, or in no time', () => {
    const last = { at: 1000, rows: [row('wan', '5', '900')] };
    expect(interfacesOf(last, null)).toMatchObject([{ rx_rate: null, tx_rate: null }]);
    expect(interfacesOf(last, { at: 0, rows: [row('wan', '6', '800')] })).toMatchObject([
      { rx_rate: null, tx_rate: 800 },
    ]);
    expect(interfacesOf(last, { ...last })).toMatchObject([{ rx_rate: null, tx_rate: null }]);
  });
});
