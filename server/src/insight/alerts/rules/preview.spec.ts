import { describe, expect, it } from '@jest/globals';
import { noTotals } from '../../../messaging/counts/totals.js';
import type { AlertRule } from './alert-rule.js';
import { firedTimes } from './preview.js';

const MINUTE = 60_000;
const rule = (forSeconds: number, minutes = 15) =>
  ({ kind: 'pair_success_rate', params: { below: 50, minutes, least: 10 }, forSeconds }) as unknown as AlertRule;
const quarters = (...rates: (number | null)[]) =>
  new Map(
    rates.flatMap((delivered, index) =>
      delivered === null ? [] : [[index * 15, { ...noTotals(), delivered, failed: 10 - delivered }] as const],
    ),
  );

describe('what a rule would have done', () => {
  it('is told from the quarters in which it was wrong', () => {
    expect(firedTimes(rule(0), quarters(9, 4, 2, 9), 0, 60)).toEqual([
      { from: 30 * MINUTE, to: 60 * MINUTE, worst: 20 },
    ]);
  });

  it('goes on when it would still fire, and needs messages', () => {
    expect(firedTimes(rule(0), quarters(9, null, 0), 0, 45)).toEqual([{ from: 45 * MINUTE, to: null, worst: 0 }]);
    expect(firedTimes(rule(0), new Map(), 0, 60)).toEqual([]);
  });

  it('waits for as long as it is to be true', () => {
    expect(firedTimes(rule(3600), quarters(0, 0, 9, 9), 0, 60)).toEqual([]);
    expect(firedTimes(rule(3600), quarters(0, 0, 0, 0, 0), 0, 75)).toHaveLength(1);
  });

  it('sums over its window', () => {
    expect(firedTimes(rule(0, 30), quarters(10, 0, 10), 0, 45)).toEqual([]);
    expect(firedTimes(rule(0, 30), quarters(8, 0, 10), 0, 45)).toEqual([
      { from: 30 * MINUTE, to: 45 * MINUTE, worst: 40 },
    ]);
  });
});
