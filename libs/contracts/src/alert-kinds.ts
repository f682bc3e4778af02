/*
 * What can be watched, without the schema library: schemas are made of these tables, and the console draws its forms of them.
 */

import { count, minutes, percent } from './alert-fields.js';
import type { AlertField, AlertKind } from './alert-kind.js';

const success = (what: string, subject: AlertKind['subject']): AlertKind & { fields: Record<string, AlertField> } => ({
  label: `Success rate of a ${what}`,
  when: 'Fewer of the messages that came to an end were delivered.',
  subject,
  severity: 'critical',
  forMinutes: 5,
  previewed: true,
  fields: {
    below: percent('Below', 60),
    minutes: minutes('Over the last', 30),
    least: count('Endings, at least', 20),
  },
});

const TABLE = {
  pair_success_rate: success('pair', 'pair'),
  program_success_rate: success('program', 'program'),
  channel_success_rate: success('channel', 'channel'),
  reports_missing: {
    label: 'Delivery reports missing',
    when: 'Of fewer of the messages that a channel sent, anything was reported.',
    subject: 'channel',
    severity: 'warning',
    forMinutes: 15,
    previewed: true,
    fields: {
      below: percent('Below', 20),
      minutes: minutes('Over the last', 120),
      least: count('Sent, at least', 50),
    },
  },
  sim_offline: {
    label: 'SIM card offline',
    when: 'An active SIM card is offline.',
    subject: 'sim_card',
    severity: 'warning',
    forMinutes: 5,
    previewed: false,
    fields: {},
  },
  daily_cap: {
    label: 'Near its daily cap',
    when: 'A channel was given so much of what it may send a day.',
    subject: 'channel',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { above: percent('From', 90) },
  },
  monthly_cap: {
    label: 'Near a monthly limit',
    when: 'A SIM card was given so much of what it is to send a month (UTC).',
    subject: 'sim_card',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { limit: count('Messages a month', 10_000), above: percent('From', 90) },
  },
  low_balance: {
    label: 'Low balance',
    when: 'A channel, asked for its balance every six hours, has less than this.',
    subject: 'channel',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { below: { label: 'Below', unit: '', min: 0, max: 1_000_000_000, usual: 100 } },
  },
  queue_age: {
    label: 'Queue too old',
    when: 'The message that is due longest has waited too long.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 5,
    previewed: false,
    fields: { above: minutes('Longer than', 30, 100_000) },
  },
  messages_stuck: {
    label: 'Messages stuck',
    when: 'Messages are at a channel for long and nothing is heard of them.',
    subject: 'channel',
    severity: 'warning',
    forMinutes: 5,
    previewed: false,
    fields: { minutes: minutes('Longer than', 60, 100_000), least: count('At least', 5) },
  },
  program_stuck: {
    label: 'Program stuck',
    when: 'A program runs, its window is open, and nothing of it left.',
    subject: 'program',
    severity: 'warning',
    forMinutes: 5,
    previewed: false,
    fields: { minutes: minutes('Over the last', 30) },
  },
  program_failed: {
    label: 'Program failed',
    when: 'The last run of a program failed, not long ago.',
    subject: 'program',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { hours: { label: 'Within the last', unit: 'h', min: 1, max: 168, usual: 12 } },
  },
  worker_gone: {
    label: 'Worker gone',
    when: 'A worker that was enrolled or has channels is offline.',
    subject: 'worker',
    severity: 'critical',
    forMinutes: 3,
    previewed: false,
    fields: {},
  },
  worker_hung: {
    label: 'Worker hung',
    when: 'A worker is connected and does not answer.',
    subject: 'worker',
    severity: 'critical',
    forMinutes: 1,
    previewed: false,
    fields: {},
  },
  broker_away: {
    label: 'Broker away',
    when: 'The MQTT broker is not reached.',
    subject: 'system',
    severity: 'critical',
    forMinutes: 1,
    previewed: false,
    fields: {},
  },
  payments_failed: {
    label: 'Payments fail',
    when: 'More of the payments that were asked for failed.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: {
      above: percent('Above', 80),
      minutes: minutes('Over the last', 120),
      least: count('Ended, at least', 10),
    },
  },
  payments_unmatched: {
    label: 'Unmatched payments',
    when: 'Payments that belong to nobody wait.',
    subject: 'system',
    severity: 'info',
    forMinutes: 0,
    previewed: false,
    fields: {
      hours: { label: 'Longer than', unit: 'h', min: 0, max: 720, usual: 4 },
      least: count('At least', 1),
    },
  },
  ticket_sla: {
    label: 'Promises to customers broken',
    when: 'Open tickets were not answered or resolved in time.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { least: count('At least', 1) },
  },
  books_wrong: {
    label: 'Books out of balance',
    when: 'The nightly check of the books against themselves found differences.',
    subject: 'system',
    severity: 'critical',
    forMinutes: 0,
    previewed: false,
    fields: {},
  },
  webhooks_off: {
    label: 'Webhooks switched off',
    when: 'Webhooks said that they are gone, or nothing arrived there for long.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { least: count('At least', 1) },
  },
  sign_in_attacks: {
    label: 'Attacks on sign-in',
    when: 'Very many sign-ins failed.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 0,
    previewed: false,
    fields: { above: count('More than', 100, 4000), minutes: minutes('Over the last', 15) },
  },
  disk_low: {
    label: 'Disk nearly full',
    when: 'The disk that holds the data folder has little room left.',
    subject: 'system',
    severity: 'critical',
    forMinutes: 1,
    previewed: false,
    fields: { below: percent('Free below', 10) },
  },
  database_slow: {
    label: 'Database slow',
    when: 'The database takes long to answer.',
    subject: 'system',
    severity: 'warning',
    forMinutes: 2,
    previewed: false,
    fields: { above: { label: 'Longer than', unit: 'ms', min: 1, max: 60_000, usual: 1000 } },
  },
  database_large: {
    label: 'Database large',
    when: 'The database takes more room than this.',
    subject: 'system',
    severity: 'info',
    forMinutes: 0,
    previewed: false,
    fields: { above: { label: 'Above', unit: 'GB', min: 1, max: 100_000, usual: 50 } },
  },
} as const satisfies Record<string, AlertKind>;

export type AlertKindName = keyof typeof TABLE;
export const ALERT_KINDS: Readonly<Record<AlertKindName, AlertKind>> = TABLE;
export const ALERT_KIND_NAMES = Object.keys(TABLE) as readonly AlertKindName[];

/** What of the parameters of a rule is wrong, by field; none when all is well. Those that are left out are as usual. */
export function paramErrors(kind: AlertKindName, params: Readonly<Record<string, number>>): [string, string][] {
  const { fields } = ALERT_KINDS[kind];
  const errors: [string, string][] = [];
  for (const [name, value] of Object.entries(params)) {
    const field = fields[name];
    if (!field) errors.push([name, `expected none: a rule of the kind ${kind} takes ${namesOf(fields)}`]);
    else if (!(value >= field.min && value <= field.max)) {
      errors.push([name, `expected a number from ${field.min} to ${field.max}`]);
    }
  }
  return errors;
}

const namesOf = (fields: object): string => Object.keys(fields).join(', ') || 'no parameters';

/** The parameters of a rule, with those that were left out. */
export const paramsOf = (kind: AlertKindName, given: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ALERT_KINDS[kind].fields).map(([name, { usual }]) => [name, given[name] ?? usual]));
