import { ChangeBuilder } from '../change.js';
import { type Message, type Report, backoff, eventOf, next } from '../message.js';

/**
 * Adds one report to a change. Reports of another attempt, and those that the message's life has no place for, add
 * nothing: late, repeated and disordered reports are harmless.
 * @param now this server's clock: the worker's, which the report's time is by, may be elsewhere.
 * @param random 0 to 1, spreads the retries.
 */
export function foldReport(change: ChangeBuilder, report: Report, now: number, random: number): void {
  const { current } = change;
  if (report.attempt !== current.attempt) return;
  if (report.type === 'accepted') {
    if (current.status === 'dispatched' && current.heldAt === null)
      change.note('accepted', report.at, { heldAt: report.at });
    return;
  }
  const event = eventOf(current, report);
  const status = event === null ? null : next(current.status, event);
  if (event === null || status === null) return;
  const reason = report.reason ?? (report.type === 'expired' ? 'its validity passed before it left' : null);
  if (event === 'retry') {
    const dueAt = Math.round(now + backoff(current.attempt, random));
    change.step(status, report.at, { reason, dueAt, heldAt: null });
  } else {
    change.step(status, report.at, { reason });
  }
}

/** The changes that a packet of reports makes to the messages it is about. */
export function foldReports<R extends Report & { id: string }>(
  messages: ReadonlyMap<string, Message>,
  reports: readonly R[],
  now: number,
  random: () => number,
): Map<string, ChangeBuilder> {
  const changes = new Map<string, ChangeBuilder>();
  for (const report of reports) {
    const message = messages.get(report.id);
    if (!message) continue;
    let change = changes.get(report.id);
    if (!change) changes.set(report.id, (change = new ChangeBuilder(message)));
    foldReport(change, report, now, random());
  }
  return changes;
}
