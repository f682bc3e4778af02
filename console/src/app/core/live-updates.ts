import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import { STATUSES, type MessageStatus } from '@signalbox/contracts/statuses';

interface Moment {
  status: MessageStatus;
  /** ISO 8601 in UTC. */
  at: string;
}

/** Whether `next` is what came later; packets and answers may arrive in any order. */
export function isLater(next: Moment, current: Moment): boolean {
  const difference = Date.parse(next.at) - Date.parse(current.at);
  return difference === 0 ? STATUSES[next.status].rank > STATUSES[current.status].rank : difference > 0;
}

const momentOf = (update: SmsStatusUpdate): Moment => ({ status: update.status, at: update.timestamp });

/** The latest update of each message, in the order in which the messages were first named. */
export function coalesce(updates: readonly SmsStatusUpdate[]): SmsStatusUpdate[] {
  const latest = new Map<string, SmsStatusUpdate>();
  for (const update of updates) {
    const known = latest.get(update.message_id);
    if (known === undefined || isLater(momentOf(update), momentOf(known))) latest.set(update.message_id, update);
  }
  return [...latest.values()];
}
