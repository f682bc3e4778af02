import type { TicketClock } from '@signalbox/contracts/office/tickets';
import { describe, expect, it } from 'vitest';
import { clockWords } from './clock-words';

const now = Date.parse('2026-11-29T10:00:00Z');
const clock = (fields: Partial<TicketClock>): TicketClock => ({
  ...{ is_running: true, responded_at: null, response_due_at: '2026-11-29T12:00:00Z', response_breached: false },
  ...{ resolution_due_at: '2026-11-30T12:00:00Z', resolution_breached: false },
  ...fields,
});

describe('the clock of a ticket', () => {
  it.each<[string | undefined, Partial<TicketClock>]>([
    ['Answer in 2 hr.', {}],
    ['Answer late', { response_breached: true }],
    ['Resolve in 1 day', { responded_at: '2026-11-29T09:00:00Z' }],
    ['Late', { responded_at: '2026-11-29T09:00:00Z', resolution_breached: true }],
    ['Clock stands', { is_running: false }],
    [undefined, { response_due_at: null, resolution_due_at: null }],
  ])('says %s', (words, fields) => expect(clockWords(clock(fields), now)?.label).toBe(words));
});
