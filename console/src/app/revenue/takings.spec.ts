import type { Revenue } from '@signalbox/contracts/office/figures';
import { describe, expect, it } from 'vitest';
import { takingsOf, totalOf } from './takings';

const revenue: Revenue = {
  currency: 'KES',
  from: '2026-01-30',
  to: '2026-02-01',
  data: [
    { date: '2026-01-30', method: 'cash', amount: 0.1 },
    { date: '2026-01-30', method: 'mpesa', amount: 0.2 },
    { date: '2026-02-01', method: 'mpesa', amount: -0.1 },
  ],
};

describe('what came in', () => {
  it('by day has the days without money, too, and adds up to the cent', () => {
    expect(takingsOf(revenue, 'day')).toEqual([
      { key: '2026-01-30', label: '30 Jan', amount: 0.3 },
      { key: '2026-01-31', label: '31 Jan', amount: 0 },
      { key: '2026-02-01', label: '1 Feb', amount: -0.1 },
    ]);
  });

  it('by month and by method', () => {
    expect(takingsOf(revenue, 'month').map(({ label, amount }) => [label, amount])).toEqual([
      ['Jan 2026', 0.3],
      ['Feb 2026', -0.1],
    ]);
    expect(takingsOf(revenue, 'method').map(({ label, amount }) => [label, amount])).toEqual([
      ['Cash', 0.1],
      ['M-Pesa', 0.1],
    ]);
    expect(totalOf(revenue)).toBe(0.2);
  });
});
