import { z } from 'zod';
import { Day } from './money.js';
import { TICKET_PRIORITIES, type TicketPriority } from './tickets.js';

/** From Monday on. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const EXPECTED_TIME = 'expected a time of day, such as 08:00';
const TimeOfDay = z.string(EXPECTED_TIME).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, EXPECTED_TIME);
const Hours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'expected a time after from' });

const EXPECTED_MINUTES = 'expected 1 to 525600 minutes, or null for no clock';
const Minutes = z.int(EXPECTED_MINUTES).min(1, EXPECTED_MINUTES).max(525_600, EXPECTED_MINUTES).nullable();
/** In minutes of business hours. */
const Targets = z.strictObject({ first_response: Minutes, resolution: Minutes });

const each = <K extends string, T extends z.ZodType>(keys: readonly K[], schema: T) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, T>);

/** `PUT /api/v1/settings/tickets`: within which time tickets are answered and resolved, and what SMS do to them. */
export const TicketSettings = z.strictObject({
  /** In `TIME_ZONE`; null is closed. */
  business_hours: each(WEEKDAYS, Hours.nullable()).refine((week) => Object.values(week).some(Boolean), {
    path: ['monday'],
    message: 'expected some hours in a week',
  }),
  /** Days on which nobody works, whatever the weekday. */
  closed_on: z.array(Day).max(100, 'expected at most 100 days'),
  targets: each<TicketPriority, typeof Targets>(TICKET_PRIORITIES, Targets),
  sms: z.strictObject({
    /** Whether a customer's SMS that answers none of ours opens a ticket. */
    opens_ticket: z.boolean(),
    /** For so many days an SMS opens a ticket again that is resolved or closed. */
    reopens_days: z.int('expected 0 to 365').min(0, 'expected 0 to 365').max(365, 'expected 0 to 365'),
  }),
});
export type TicketSettings = z.infer<typeof TicketSettings>;
