import { param } from '../look/finding.js';
import { type RateTotals, rateFinding } from '../look/rates.js';
import type { AlertRule } from './alert-rule.js';
import { MINUTE } from '../../../platform/common/clock.js';

/** A time that a rule would have fired. Epoch milliseconds; `to` is null when it would still. */
export interface Fired {
  from: number;
  to: number | null;
  /** The worst that was measured, in percent. */
  worst: number;
}

const QUARTER = 15;

/**
 * What a rule about a rate would have done, looked at each quarter of an hour.
 * @param quarters what one thing's messages reached in each quarter, by its first minute since 1970
 * @param from the first minute, a multiple of 15, as `to`, which is not in it
 */
export function firedTimes(
  rule: AlertRule,
  quarters: ReadonlyMap<number, RateTotals>,
  from: number,
  to: number,
): Fired[] {
  const width = Math.max(1, Math.ceil(param(rule, 'minutes') / QUARTER));
  const times: Fired[] = [];
  let wrongSince: number | null = null;
  let worst = 100;
  let going: Fired | null = null;
  for (let start = from; start < to; start += QUARTER) {
    const sum = { sent: 0, delivered: 0, failed: 0 };
    for (let back = 0; back < width; back++) {
      const totals = quarters.get(start - back * QUARTER);
      for (const field of ['sent', 'delivered', 'failed'] as const) sum[field] += totals?.[field] ?? 0;
    }
    const rate = rateFinding(rule, sum);
    const at = (start + QUARTER) * MINUTE;
    if (rate === null) {
      if (going) going.to = at;
      [wrongSince, going, worst] = [null, null, 100];
      continue;
    }
    wrongSince ??= at;
    worst = Math.min(worst, rate.percent);
    if (going) going.worst = worst;
    else if (at - wrongSince >= rule.forSeconds * 1000 - QUARTER * MINUTE) {
      times.push((going = { from: at, to: null, worst }));
    }
  }
  return times;
}
