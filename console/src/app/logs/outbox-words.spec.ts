import type { OutboxRow } from '@signalbox/contracts/outbox';
import { describe, expect, it } from 'vitest';
import { KIND_CHOICES, attemptWords, factsOf, kindWords } from './outbox-words';

const item = (fields: Partial<OutboxRow>): OutboxRow => ({
  id: '01a2045f-2ef3-7000-b76e-996b55adfdfb',
  kind: 'payment-receipt',
  topic: 'payment-7',
  status: 'waiting',
  attempts: 2,
  due_at: '2026-11-30T10:00:00.000Z',
  deadline: '2026-12-01T10:00:00.000Z',
  error: null,
  created_at: '2026-11-30T09:00:00.000Z',
  ended_at: null,
  ...fields,
});

describe('the words of what leaves', () => {
  it.each([
    ['payment-receipt', 'Receipt by SMS'],
    ['alert-telegram', 'Alert by Telegram'],
    ['alert-email', 'Alert by E-mail'],
    ['router-command', 'router command'],
  ])('call %s %s', (kind, words) => expect(kindWords(kind)).toBe(words));

  it('offer each kind once', () => {
    expect(new Set(KIND_CHOICES.map(({ label }) => label)).size).toBe(KIND_CHOICES.length);
  });

  it('say what came of an attempt', () => {
    const attempt = { attempt: 1, began_at: '2026-11-30T09:00:00.000Z', ended_at: null };
    expect(attemptWords({ ...attempt, outcome: 'again', note: 'HTTP 503' })).toBe('to be tried again: HTTP 503');
    expect(attemptWords({ ...attempt, outcome: 'delivered', note: null })).toBe('delivered');
    expect(attemptWords({ ...attempt, outcome: null, note: null })).toBe('under way, or its server died in it');
  });

  it('say when it is tried again while it waits, and when it ended after that', () => {
    const known = (one: OutboxRow) =>
      factsOf(one)
        .filter(({ value }) => value !== null)
        .map(({ name }) => name);
    expect(known(item({}))).toEqual(['State', 'Attempts', 'Written', 'Next attempt', 'Given up at', 'About', 'Id']);
    expect(known(item({ status: 'failed', ended_at: '2026-11-30T11:00:00.000Z' }))).toEqual([
      ...['State', 'Attempts', 'Written', 'Ended', 'About', 'Id'],
    ]);
  });
});
