import { describe, expect, it } from '@jest/globals';
import type { TicketStatus } from '@signalbox/contracts/office/tickets';
import {
  type Happened,
  NO_CLOCK,
  type Sla,
  type TicketClock,
  clockAfter,
  flaggedAt,
  nextDueOf,
} from './ticket-clock.js';

const DAY = [8 * 60, 17 * 60] as const;
const none = { firstResponse: null, resolution: null };
const SLA: Sla = {
  hours: { week: [DAY, DAY, DAY, DAY, DAY, null, null], closedOn: new Set(), zone: 'UTC' },
  targets: {
    low: none,
    medium: { firstResponse: 240, resolution: 960 },
    high: { firstResponse: 60, resolution: 480 },
    urgent: { firstResponse: null, resolution: 60 },
  },
};
const at = (text: string): number => Date.parse(`2024-01-${text}Z`);
const iso = (millis: number | null): string | null =>
  millis === null ? null : new Date(millis).toISOString().slice(8, 16);

/** What becomes of a ticket of 2024-01-15, a Monday, 09:00. */
function after(...events: (Partial<Happened> & { at: number })[]): TicketClock {
  let last: Happened = { status: 'open', priority: 'medium', at: at('15T09:00'), responds: false };
  let clock = clockAfter(NO_CLOCK, last, SLA);
  for (const event of events) {
    last = { ...last, responds: false, ...event };
    clock = clockAfter(clock, last, SLA);
  }
  return clock;
}
const dues = ({ responseDueAt, resolutionDueAt }: TicketClock) => [iso(responseDueAt), iso(resolutionDueAt)];

describe("a ticket's clock", () => {
  it('is due by its priority, in business hours', () => {
    expect(dues(after())).toEqual(['15T13:00', '16T16:00']);
    expect(nextDueOf(after())).toBe(at('15T13:00'));
    expect(dues(after({ at: at('15T09:00'), priority: 'low' }))).toEqual([null, null]);
    expect(nextDueOf(after({ at: at('15T09:00'), priority: 'low' }))).toBeNull();
  });

  it('stands still while the customer has the word', () => {
    const waiting = after({ at: at('15T11:00'), responds: true }, { at: at('15T11:00'), status: 'waiting' });
    expect(waiting).toMatchObject({ since: null, spent: 2 * 3_600_000, respondedAt: at('15T11:00') });
    expect(nextDueOf(waiting)).toBeNull();
    const back = after(
      { at: at('15T11:00'), responds: true },
      { at: at('15T11:00'), status: 'waiting' },
      { at: at('18T10:00'), status: 'open' },
    );
    // 14 of the 16 hours are left on Thursday at ten: seven until it closes, seven on Friday.
    expect(dues(back)).toEqual(['15T13:00', '19T15:00']);
    expect(back).toMatchObject({ responseBreachedAt: null, resolutionBreachedAt: null });
  });

  it.each<TicketStatus>(['resolved', 'closed'])('stands while it is %s, and goes on from there', (status) => {
    const again = after({ at: at('16T09:00'), status }, { at: at('22T08:00'), status: 'open' });
    expect(iso(again.resolutionDueAt)).toBe('22T15:00');
    expect(again.spent).toBe(9 * 3_600_000);
  });

  it('is the same whatever happens in between', () => {
    const steps = ['15T10:00', '15T19:00', '16T03:00', '16T12:34'].map((time) => ({ at: at(time) }));
    expect(dues(after(...steps))).toEqual([iso(at('15T13:00')), iso(at('16T16:00'))]);
  });

  it('goes by another priority from the beginning', () => {
    expect(dues(after({ at: at('15T09:30'), priority: 'high' }))).toEqual(['15T10:00', '15T17:00']);
    const late = after({ at: at('15T12:00'), priority: 'urgent' });
    expect(dues(late)).toEqual([null, '15T12:00']);
    expect(flaggedAt(late, at('15T12:00'))).toMatchObject({ resolutionBreachedAt: at('15T12:00') });
  });

  it('is broken by the minute at which it was due, and stays so', () => {
    const clock = after();
    expect(flaggedAt(clock, at('15T12:59'))).toEqual(clock);
    expect(flaggedAt(clock, at('15T13:00'))).toMatchObject({ responseBreachedAt: at('15T13:00') });
    const answered = after({ at: at('15T14:00'), responds: true });
    expect(answered).toMatchObject({ responseBreachedAt: at('15T13:00'), resolutionBreachedAt: null });
    expect(nextDueOf(answered)).toBe(at('16T16:00'));
    const over = after({ at: at('15T14:00'), responds: true }, { at: at('17T09:00'), status: 'resolved' });
    expect(over).toMatchObject({ responseBreachedAt: at('15T13:00'), resolutionBreachedAt: at('16T16:00') });
    expect(nextDueOf(over)).toBeNull();
  });

  it('is not broken while it stands, however long', () => {
    const waiting = after({ at: at('15T10:00'), status: 'waiting' });
    expect(flaggedAt(waiting, at('31T10:00'))).toEqual(waiting);
  });

  it('counts the first word to the customer only', () => {
    const clock = after({ at: at('15T10:00'), responds: true }, { at: at('15T11:00'), responds: true });
    expect(clock.respondedAt).toBe(at('15T10:00'));
  });
});
