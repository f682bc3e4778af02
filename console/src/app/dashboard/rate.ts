import { numbers } from '../core/locale';

/** A counter read at a moment (milliseconds). */
export interface Sample {
  at: number;
  count: number;
}

/** How far back a rate looks, in milliseconds. */
export const RATE_WINDOW_MS = 10_000;

/**
 * The samples with one more, without those the window no longer needs: one at or before its start is kept, so that
 * the whole window is covered. A counter that went back (the day turned, the server was set up anew) starts over.
 */
export function withSample(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && next.count < last.count) return [next];
  const all = [...samples, next];
  const first = all.findLastIndex((sample) => sample.at <= next.at - RATE_WINDOW_MS);
  return all.slice(Math.max(0, first));
}

/** Counts a second over the samples; null while there are not two. */
export function rateOf(samples: readonly Sample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  return ((last.count - first.count) * 1000) / (last.at - first.at);
}

/** A rate with the digits it deserves: "0", "0.4", "12.5", "4,210". */
export function rateText(rate: number | null): string {
  if (rate === null) return '–';
  const digits = rate === 0 || rate >= 100 ? 0 : 1;
  return numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits })().format(rate);
}
