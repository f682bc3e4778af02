import type { Alert, Signal } from './alert.js';

/** What is to become of an alert. */
export type Step =
  | { do: 'begin'; signal: Signal; fires: boolean }
  | { do: 'fire'; alert: Alert; signal: Signal }
  | { do: 'refresh'; alert: Alert; signal: Signal }
  /** It was pending, and nobody was told. */
  | { do: 'forget'; alert: Alert }
  | { do: 'resolve'; alert: Alert; note: string | null };

/** Texts and figures of one that goes on are written no more often than this. */
const REFRESH_MS = 60_000;

/**
 * What follows of what is wrong now, for alerts that rules made.
 * @param open those that are not resolved
 * @param unknown rules of which nobody knows what is wrong now: theirs stay as they are
 */
export function planOf(
  open: readonly Alert[],
  signals: readonly Signal[],
  unknown: ReadonlySet<number>,
  now: number,
): Step[] {
  const steps: Step[] = [];
  const there = new Map(open.map((alert) => [alert.fingerprint, alert]));
  for (const signal of signals) {
    const alert = there.get(signal.fingerprint);
    there.delete(signal.fingerprint);
    const step = alert ? onward(alert, signal, now) : begun(signal);
    if (step) steps.push(step);
  }
  for (const alert of there.values()) {
    if (alert.source !== 'rule') continue;
    if (alert.ruleId !== null && unknown.has(alert.ruleId)) continue;
    steps.push(alert.state === 'pending' ? { do: 'forget', alert } : { do: 'resolve', alert, note: null });
  }
  return steps;
}

/** Those whose time is over by itself. */
export const expiredOf = (open: readonly Alert[], now: number): Step[] =>
  open
    .filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now)
    .map((alert) => ({ do: 'resolve', alert, note: 'nothing more was heard of it' }));

const begun = (signal: Signal): Step => ({ do: 'begin', signal, fires: signal.forMs <= 0 });

function onward(alert: Alert, signal: Signal, now: number): Step | null {
  if (alert.state === 'pending') {
    return now - alert.beganAt >= signal.forMs ? { do: 'fire', alert, signal } : null;
  }
  const isOther = alert.severity !== signal.severity || alert.title !== signal.title;
  const isNews = alert.text !== signal.text && now - alert.updatedAt >= REFRESH_MS;
  const livesOn = signal.expiresAt !== null && signal.expiresAt !== alert.expiresAt;
  return isOther || isNews || livesOn ? { do: 'refresh', alert, signal } : null;
}
