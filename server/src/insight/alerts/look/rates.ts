import type { Totals } from '../../../messaging/counts/totals.js';
import { type AlertRule } from '../rules/alert-rule.js';
import { param } from './finding.js';

/** A share of something, in percent, and what it is of; null where there is too little to say anything. */
export interface Rate {
  percent: number;
  of: number;
}

/** What rates are made of. */
export type RateTotals = Pick<Totals, 'delivered' | 'failed' | 'sent'>;

const round = (percent: number): number => Math.round(percent * 10) / 10;

/** Delivered among those that came to an end; null of fewer than `least`, and of none. */
export function successRate({ delivered, failed }: Pick<Totals, 'delivered' | 'failed'>, least: number): Rate | null {
  const of = delivered + failed;
  return of < Math.max(1, least) ? null : { percent: round((100 * delivered) / of), of };
}

/** Reported among those that were sent; what was reported of earlier ones counts, too, so that it is 100 at most. */
export function reportedRate(totals: RateTotals, least: number): Rate | null {
  const { sent, delivered, failed } = totals;
  if (sent < Math.max(1, least)) return null;
  return { percent: round(Math.min(100, (100 * (delivered + failed)) / sent)), of: sent };
}

/** What a rule about a rate finds of some totals; null when all is well, or too little happened. */
export function rateFinding(rule: AlertRule, totals: RateTotals): Rate | null {
  const measure = rule.kind === 'reports_missing' ? reportedRate : successRate;
  const rate = measure(totals, param(rule, 'least'));
  return rate !== null && rate.percent < param(rule, 'below') ? rate : null;
}

/** How much of a limit is used, in percent, from a share on; null below it, and where there is no limit. */
export function usedShare(used: number, limit: number | null, above: number): number | null {
  if (limit === null || limit <= 0) return null;
  const percent = round((100 * used) / limit);
  return percent >= above ? percent : null;
}

/** The amount in what a channel answered when it was asked for its balance: the first number with digits behind a point. */
export function balanceIn(answer: string): number | null {
  const numbers = [...answer.matchAll(/-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?/g)].map(([text]) => text);
  const text = numbers.find((each) => each.includes('.')) ?? numbers[0];
  if (text === undefined) return null;
  const amount = Number(text.replaceAll(',', ''));
  return Number.isFinite(amount) ? amount : null;
}
