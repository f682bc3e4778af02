import { describe, expect, it } from '@jest/globals';
import { rowsWait, windowWait } from './run-waits.js';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const window = (from: string, to: string, timeZone = 'UTC') => ({ days: [0, 1, 2, 3, 4, 5, 6], from, to, timeZone });

describe('what a run that starts waits for', () => {
  it('is its window, where that is the same for all', () => {
    expect(windowWait(null, NOON)).toBeNull();
    expect(windowWait(window('09:00', '18:00'), NOON)).toBeNull();
    expect(windowWait(window('13:00', '18:00', 'recipient'), NOON)).toBeNull();
    expect(windowWait(window('13:00', '18:00'), NOON)).toBe(
      'outside its sending window, which opens at 2026-03-02T13:00:00.000Z',
    );
  });

  const row = (pairId: string | null, sendAt: number | null = null, problem: string | null = null) => ({
    pairId,
    sendAt,
    problem,
  });
  const closedReason = (pairId: string | null) => (pairId === 'closed' ? 'every SIM card is offline' : null);

  it.each<[string, ReturnType<typeof row>[], string | null]>([
    ['nothing without rows', [], null],
    ['nothing where all can go', [row('open'), row(null)], null],
    ['a channel', [row('closed'), row('closed', NOON)], 'every SIM card is offline'],
    ['a channel for some of them', [row('open'), row('closed')], 'for some of its numbers every SIM card is offline'],
    [
      'the hours of its recipients',
      [row('open', NOON)],
      'outside its sending window, which opens at 2026-03-02T12:00:00.000Z',
    ],
    ['nothing for a row that is not sent', [row('open'), row('closed', null, 'it has no name')], null],
  ])('is %s', (_, rows, expected) => {
    expect(rowsWait(rows, closedReason)).toBe(expected);
  });
});
