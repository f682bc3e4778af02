import { describe, expect, it } from '@jest/globals';
import { type Credit, type Due, allocationsOf, releasesOf } from './allocation.js';

const credit = (paymentId: number, left: number, invoiceId: number | null = null): Credit => ({
  paymentId,
  invoiceId,
  left,
});
const due = (invoiceId: number, open: number): Due => ({ invoiceId, open });
const made = (credits: Credit[], dues: Due[]) =>
  allocationsOf(credits, dues).map(({ paymentId, invoiceId, amount }) => [paymentId, invoiceId, amount]);

describe('payments', () => {
  it('pay the oldest invoice first', () => {
    expect(made([credit(1, 150)], [due(7, 100), due(8, 100)])).toEqual([
      [1, 7, 100],
      [1, 8, 50],
    ]);
  });

  it('pay the invoice first that they were made for, and then the oldest', () => {
    expect(made([credit(1, 150, 9)], [due(7, 100), due(8, 100), due(9, 100)])).toEqual([
      [1, 9, 100],
      [1, 7, 50],
    ]);
  });

  it('leave what is too much as credit, and what is void or paid aside', () => {
    expect(made([credit(1, 300, 5)], [due(7, 100)])).toEqual([[1, 7, 100]]);
    expect(made([credit(1, 300)], [])).toEqual([]);
    expect(made([credit(1, 0)], [due(7, 100)])).toEqual([]);
  });

  it('pay one after another', () => {
    expect(made([credit(1, 60), credit(2, 60, 8)], [due(7, 100), due(8, 30)])).toEqual([
      [1, 7, 60],
      [2, 8, 30],
      [2, 7, 30],
    ]);
  });

  it('neither make nor lose a cent, and leave nobody with credit and an open invoice', () => {
    for (let nth = 1; nth <= 300; nth++) {
      const credits = Array.from({ length: nth % 5 }, (_, i) => credit(i, (nth * 31 * (i + 1)) % 997, (nth + i) % 6));
      const dues = Array.from({ length: nth % 6 }, (_, i) => due(i, (nth * 17 * (i + 2)) % 499));
      const all = allocationsOf(credits, dues);
      const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
      const taken = sum(all.map(({ amount }) => amount));
      expect(taken).toBe(Math.min(sum(credits.map(({ left }) => left)), sum(dues.map(({ open }) => open))));
      for (const { invoiceId, open } of dues) {
        expect(sum(all.filter((each) => each.invoiceId === invoiceId).map(({ amount }) => amount))).toBeLessThanOrEqual(
          open,
        );
      }
    }
  });
});

describe('what is taken back', () => {
  const all = [
    { paymentId: 1, invoiceId: 7, amount: 100 },
    { paymentId: 1, invoiceId: 8, amount: 50 },
  ];
  it('is the last first', () => {
    expect(releasesOf(all, 70)).toEqual([
      { paymentId: 1, invoiceId: 8, amount: 50 },
      { paymentId: 1, invoiceId: 7, amount: 20 },
    ]);
    expect(releasesOf(all, 0)).toEqual([]);
    expect(releasesOf(all, 150)).toHaveLength(2);
  });
});
