import type { TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';
import { MINUTE } from '../../platform/common/clock.js';
import { type BusinessHours, momentAfter, workedBetween } from './business-hours.js';

/** Within how many minutes of business hours; null is no matter when. */
export interface Targets {
  firstResponse: number | null;
  resolution: number | null;
}

/** What was promised, as it stands when something happens to a ticket. */
export interface Sla {
  hours: BusinessHours;
  targets: Record<TicketPriority, Targets>;
}

/**
 * How long a ticket has been ours to see to. The clock stands while the customer has the word, and when it is over. Times are
 * epoch milliseconds.
 */
export interface TicketClock {
  /** Business hours until `since`, in milliseconds. */
  spent: number;
  /** Since when it runs; null while it stands. */
  since: number | null;
  respondedAt: number | null;
  responseDueAt: number | null;
  resolutionDueAt: number | null;
  /** When the promise was broken; that stays. */
  responseBreachedAt: number | null;
  resolutionBreachedAt: number | null;
}

export const NO_CLOCK: TicketClock = {
  spent: 0,
  since: null,
  respondedAt: null,
  responseDueAt: null,
  resolutionDueAt: null,
  responseBreachedAt: null,
  resolutionBreachedAt: null,
};

/** What a ticket is after something happened to it. */
export interface Happened {
  status: TicketStatus;
  priority: TicketPriority;
  at: number;
  /** Whether it was a word of staff that the customer sees. */
  responds: boolean;
}

const runs = (status: TicketStatus): boolean => status === 'open' || status === 'in_progress';

/** The clock after something happened: what was due until then is flagged, and what is due anew is reckoned from there. */
export function clockAfter(before: TicketClock, { status, priority, at, responds }: Happened, sla: Sla): TicketClock {
  const { hours, targets } = sla;
  const flagged = flaggedAt(before, at);
  const spent = before.spent + (before.since === null ? 0 : workedBetween(before.since, at, hours));
  const since = runs(status) ? at : null;
  const due = (minutes: number | null, earlier: number | null): number | null => {
    if (minutes === null) return null;
    // Standing, it was due; nobody knows when it will be.
    if (since === null) return earlier;
    const left = minutes * MINUTE - spent;
    return left > 0 ? momentAfter(at, left, hours) : Math.min(earlier ?? at, at);
  };
  const { firstResponse, resolution } = targets[priority];
  return {
    ...flagged,
    spent,
    since,
    respondedAt: before.respondedAt ?? (responds ? at : null),
    responseDueAt: before.respondedAt === null ? due(firstResponse, before.responseDueAt) : before.responseDueAt,
    resolutionDueAt: due(resolution, before.resolutionDueAt),
  };
}

/** The clock with what is broken by a moment: derived when it is read, and written down by the schedule. */
export function flaggedAt(clock: TicketClock, at: number): TicketClock {
  const { since, respondedAt, responseDueAt, resolutionDueAt } = clock;
  const broken = (due: number | null): number | null => (since !== null && due !== null && due <= at ? due : null);
  return {
    ...clock,
    responseBreachedAt: clock.responseBreachedAt ?? (respondedAt === null ? broken(responseDueAt) : null),
    resolutionBreachedAt: clock.resolutionBreachedAt ?? broken(resolutionDueAt),
  };
}

/** When the next promise would be broken; null while none can be. */
export function nextDueOf(clock: TicketClock): number | null {
  if (clock.since === null) return null;
  const response = clock.respondedAt === null && clock.responseBreachedAt === null ? clock.responseDueAt : null;
  const resolution = clock.resolutionBreachedAt === null ? clock.resolutionDueAt : null;
  const due = [response, resolution].filter((each) => each !== null);
  return due.length > 0 ? Math.min(...due) : null;
}
