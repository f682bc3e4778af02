import { currencyOf, minorOf, numberOf } from '@signalbox/contracts/amounts';
import type { Revenue } from '@signalbox/contracts/office/figures';
import type { PaymentMethod } from '@signalbox/contracts/office/payments';
import { dates } from '../core/locale';
import { METHODS } from '../ui/office/words';

export type Bucket = 'day' | 'month' | 'method';

/** One row of the table, and one bar of the chart. */
export interface Taking {
  /** A day `2026-01-31`, a month `2026-01`, or a method. */
  key: string;
  label: string;
  amount: number;
}

const MONTH = dates({ month: 'short', year: 'numeric', timeZone: 'UTC' });
const DAY = dates({ day: 'numeric', month: 'short', timeZone: 'UTC' });

const labelOf = (key: string, by: Bucket): string => {
  if (by === 'method') return METHODS[key as PaymentMethod];
  return by === 'month' ? MONTH().format(new Date(`${key}-01T00:00:00Z`)) : DAY().format(new Date(`${key}T00:00:00Z`));
};

/** Days of a span, or its months, also those without money. */
function keysOf({ from, to }: Pick<Revenue, 'from' | 'to'>, by: 'day' | 'month'): string[] {
  const keys: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
    const key = new Date(at).toISOString().slice(0, by === 'day' ? 10 : 7);
    if (keys.at(-1) !== key) keys.push(key);
  }
  return keys;
}

/** What came in by day, month or method: sums of whole minor units. Days ascend, methods by how much. */
export function takingsOf(revenue: Revenue, by: Bucket): Taking[] {
  const currency = currencyOf(revenue.currency);
  // An amount may be below zero: more was given back than came.
  const minor = (amount: number) => Math.sign(amount) * minorOf(Math.abs(amount), currency);
  const sums = new Map<string, number>(by === 'method' ? [] : keysOf(revenue, by).map((key) => [key, 0]));
  for (const { date, method, amount } of revenue.data) {
    const key = by === 'method' ? method : date.slice(0, by === 'day' ? 10 : 7);
    sums.set(key, (sums.get(key) ?? 0) + minor(amount));
  }
  const rows = [...sums].map(([key, sum]) => ({ key, label: labelOf(key, by), amount: numberOf(sum, currency) }));
  return by === 'method' ? rows.sort((a, b) => b.amount - a.amount) : rows;
}

/** All of it. */
export const totalOf = (revenue: Revenue): number => {
  const currency = currencyOf(revenue.currency);
  const sum = takingsOf(revenue, 'method').reduce(
    (all, { amount }) => all + Math.sign(amount) * minorOf(Math.abs(amount), currency),
    0,
  );
  return numberOf(sum, currency);
};
