import { STATUSES, isWaiting, next } from '@signalbox/contracts/statuses';
import { ChangeBuilder } from '../change.js';
import {
  type Message,
  type Report,
  backoff,
  eventOf,
  hasExpired,
  isReturned,
  returnWait,
  triedWith,
} from '../message.js';

/** What the reports meet here. */
export interface FoldContext {
  /** This server's clock: the worker's, which a report's time is by, may be elsewhere. */
  now: number;
  /** 0 to 1, spreads the retries. */
  random: () => number;
  /** Whether a channel could carry a message now that is open and among those that it has not tried. */
  isCarried: (message: Message) => boolean;
}

/**
 * Adds one report to a change. Reports of another attempt, those of an attempt that was given up for the next, and those
 * that the message's life has no place for, add nothing: late, repeated and disordered reports are harmless.
 */
export function foldReport(change: ChangeBuilder, report: Report, context: FoldContext): void {
  const { current } = change;
  if (report.attempt !== current.attempt || isWaiting(current.status)) return;
  if (report.type === 'accepted') {
    if (current.status === 'dispatched' && current.heldAt === null)
      change.note('accepted', report.at, { heldAt: report.at });
    return;
  }
  if (report.note !== undefined) {
    const { phase } = STATUSES[current.status];
    const isOnItsWay = phase === 'channel' || phase === 'network';
    if (isOnItsWay && current.reason !== report.note) change.note(current.status, report.at, { reason: report.note });
    return;
  }
  const { now } = context;
  const event = eventOf(current, report, () => {
    return !hasExpired(current, now) && context.isCarried({ ...current, tried: triedWith(current) });
  });
  const status = event === null ? null : next(current.status, event);
  if (event === null || status === null) return;
  const reason = report.reason ?? (report.type === 'expired' ? 'its validity passed before it left' : null);
  if (event === 'retry' && isReturned(current, report)) {
    const dueAt = now + returnWait(current.attempt);
    change.step(status, report.at, { reason, dueAt, heldAt: null, maxAttempts: current.maxAttempts + 1 });
  } else if (event === 'retry') {
    const dueAt = Math.round(now + backoff(current.attempt, context.random()));
    change.step(status, report.at, { reason, dueAt, heldAt: null });
  } else if (event === 'failover') {
    change.step(status, report.at, {
      reason: leaving(report.type, reason),
      dueAt: now,
      heldAt: null,
      tried: triedWith(current),
    });
  } else {
    change.step(status, report.at, { reason });
  }
}

/** Fits the column of reasons, which the worker's own may fill. */
const leaving = (type: string, reason: string | null): string =>
  `${type}${reason ? `: ${reason.slice(0, 140)}` : ''}; it goes over another channel`;

/** The changes that a packet of reports makes to the messages it is about. */
export function foldReports<R extends Report & { id: string }>(
  messages: ReadonlyMap<string, Message>,
  reports: readonly R[],
  context: FoldContext,
): Map<string, ChangeBuilder> {
  const changes = new Map<string, ChangeBuilder>();
  for (const report of reports) {
    const message = messages.get(report.id);
    if (!message) continue;
    let change = changes.get(report.id);
    if (!change) changes.set(report.id, (change = new ChangeBuilder(message)));
    foldReport(change, report, context);
  }
  return changes;
}
