import type { OutboxDetail, OutboxRow } from '@signalbox/contracts/outbox';
import { ALERT_CHANNEL_FORMS } from '@signalbox/contracts/alert-channel-kinds';
import type { Fact } from '../ui/facts';
import type { Choice } from '../ui/choice-field';
import type { Tone } from '../ui/status';
import { fullTime } from '../ui/time';

export const STATES: Readonly<Record<OutboxRow['status'], { label: string; tone: Tone }>> = {
  waiting: { label: 'Waits', tone: 'waiting' },
  delivered: { label: 'Delivered', tone: 'done' },
  failed: { label: 'Given up', tone: 'bad' },
};

/** What leaves by the server's outbox, as people call it. */
const KINDS: Readonly<Record<string, string>> = {
  'payment-receipt': 'Receipt by SMS',
  'invoice-reminder': 'Reminder by SMS',
  'ticket-sms': 'Reply to a ticket by SMS',
  'tax-report': 'Report to the tax authority',
  ...Object.fromEntries(
    Object.entries(ALERT_CHANNEL_FORMS).map(([kind, { label }]) => [`alert-${kind}`, `Alert by ${label}`]),
  ),
};

export const kindWords = (kind: string): string => KINDS[kind] ?? kind.replaceAll('-', ' ');

export const KIND_CHOICES: readonly Choice[] = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
export const STATE_CHOICES: readonly Choice[] = Object.entries(STATES).map(([value, { label }]) => ({ value, label }));

const OUTCOMES: Readonly<Record<NonNullable<OutboxDetail['log'][number]['outcome']>, string>> = {
  delivered: 'delivered',
  again: 'to be tried again',
  refused: 'refused',
};

/** What came of an attempt. */
export const attemptWords = ({ outcome, note }: OutboxDetail['log'][number]): string =>
  [outcome === null ? 'under way, or its server died in it' : OUTCOMES[outcome], note].filter(Boolean).join(': ');

export const factsOf = (item: OutboxRow): Fact[] => [
  { name: 'State', value: STATES[item.status].label },
  { name: 'Attempts', value: String(item.attempts) },
  { name: 'Written', value: fullTime(item.created_at) },
  { name: 'Next attempt', value: item.status === 'waiting' ? fullTime(item.due_at) : null },
  { name: 'Given up at', value: item.status === 'waiting' ? fullTime(item.deadline) : null },
  { name: 'Ended', value: item.ended_at && fullTime(item.ended_at) },
  { name: 'About', value: item.topic, mono: true },
  { name: 'Id', value: item.id, mono: true },
];
