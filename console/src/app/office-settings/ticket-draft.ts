import type { TicketSettings, Weekday } from '@signalbox/contracts/office/ticket-settings';
import type { TicketPriority } from '@signalbox/contracts/office/tickets';
import { daysOffOf, hoursOf, hoursText, minutesOf, minutesText } from './ticket-words';

/** From Monday on. */
export const WEEKDAYS: Readonly<Record<Weekday, string>> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
};
export const DAYS = Object.keys(WEEKDAYS) as readonly Weekday[];

/** The settings as people write them. */
export interface TicketDraft {
  hours: Record<Weekday, string>;
  closed: string;
  targets: Record<TicketPriority, { answer: string; resolve: string }>;
  opens: boolean;
  reopens: number | null;
}

const each = <K extends string, A, B>(all: Record<K, A>, map: (one: A) => B): Record<K, B> =>
  Object.fromEntries(Object.entries<A>(all).map(([name, one]) => [name, map(one)])) as Record<K, B>;

export const draftFor = ({ business_hours: week, closed_on: closed, targets, sms }: TicketSettings): TicketDraft => ({
  hours: each(week, hoursText),
  closed: closed.join('\n'),
  targets: each(targets, (one) => ({
    answer: minutesText(one.first_response),
    resolve: minutesText(one.resolution),
  })),
  opens: sms.opens_ticket,
  reopens: sms.reopens_days,
});

/** What is stored of a form that has no errors. */
export const settingsOf = ({ hours, closed, targets, opens, reopens }: TicketDraft): TicketSettings => ({
  business_hours: each(hours, (text) => hoursOf(text) ?? null),
  closed_on: daysOffOf(closed) ?? [],
  targets: each(targets, ({ answer, resolve }) => ({
    first_response: minutesOf(answer) ?? null,
    resolution: minutesOf(resolve) ?? null,
  })),
  sms: { opens_ticket: opens, reopens_days: reopens ?? 0 },
});
