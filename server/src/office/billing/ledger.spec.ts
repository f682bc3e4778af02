import { describe, expect, it } from '@jest/globals';
import { type BookedEvent, postingsOf } from './ledger.js';

const ISSUED: BookedEvent = { kind: 'issued', net: 500_000, tax: 50_000 };
const VOIDED: BookedEvent = { kind: 'voided', net: 500_000, tax: 50_000 };
const EVENTS: BookedEvent[] = [
  ISSUED,
  VOIDED,
  { kind: 'issued', net: 100, tax: 0 },
  { kind: 'credited', net: 99, tax: 1 },
  { kind: 'written_off', amount: 7 },
  { kind: 'paid', method: 'mpesa', amount: 550_000 },
  { kind: 'refunded', method: 'cash', amount: 3 },
];

describe('the postings of an event', () => {
  it.each(EVENTS)('add up to zero: %j', (event) => {
    const postings = postingsOf(event);
    expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(postings.length).toBeGreaterThanOrEqual(2);
    expect(new Set(postings.map(({ account }) => account)).size).toBe(postings.length);
    expect(postings.every(({ amount }) => amount !== 0)).toBe(true);
  });

  it('make an invoice owed, and its reversal undo it', () => {
    const [issued, voided] = [postingsOf(ISSUED), postingsOf(VOIDED)];
    expect(issued).toEqual([
      { account: 'receivable', amount: 550_000 },
      { account: 'revenue', amount: -500_000 },
      { account: 'tax', amount: -50_000 },
    ]);
    expect(voided).toEqual(issued.map(({ account, amount }) => ({ account, amount: -amount })));
  });

  it('take a payment for what is owed, by how it came', () => {
    expect(postingsOf({ kind: 'paid', method: 'mpesa', amount: 5 })).toEqual([
      { account: 'money.mpesa', amount: 5 },
      { account: 'receivable', amount: -5 },
    ]);
    expect(postingsOf({ kind: 'refunded', method: 'mpesa', amount: 5 })).toEqual([
      { account: 'receivable', amount: 5 },
      { account: 'money.mpesa', amount: -5 },
    ]);
  });
});
