import { describe, expect, it } from '@jest/globals';
import { dayOf } from '../../platform/common/clock.js';
import { historyLine, parseHistory, timesDispatched } from './history.js';

const AT = Date.parse('2026-11-22T12:00:00.123Z');

describe('the history of a message', () => {
  it('reads what was written, in order', () => {
    const history =
      historyLine(AT, 'queued', null, null) +
      historyLine(AT + 1, 'accepted', null, 12) +
      historyLine(AT + 2, 'failed', 'no credit', 12);
    expect(parseHistory(history)).toEqual([
      { status: 'queued', at: '2026-11-22T12:00:00.123Z', detail: null, channelId: null },
      { status: 'accepted', at: '2026-11-22T12:00:00.124Z', detail: null, channelId: null },
      { status: 'failed', at: '2026-11-22T12:00:00.125Z', detail: 'no credit', channelId: null },
    ]);
  });

  it('keeps a detail of several lines in one line', () => {
    const line = historyLine(AT, 'failed', 'first\nsecond\n9999999999999 delivered', null);
    expect(parseHistory(line).map(({ status, detail }) => [status, detail])).toEqual([
      ['failed', 'first second 9999999999999 delivered'],
    ]);
  });

  it('keeps the spaces of a detail', () => {
    expect(parseHistory(historyLine(AT, 'failed', 'two  spaces', null))[0]?.detail).toBe('two  spaces');
  });

  it('tells what each attempt went over', () => {
    const history = historyLine(AT, 'dispatched', null, 12) + historyLine(AT + 1, 'dispatched', 'again', 7);
    expect(parseHistory(history)).toMatchObject([
      { status: 'dispatched', detail: null, channelId: 12 },
      { status: 'dispatched', detail: 'again', channelId: 7 },
    ]);
  });

  it('of an attempt before that was noted does not tell', () => {
    expect(parseHistory(`${AT} dispatched\n`)).toMatchObject([{ status: 'dispatched', channelId: null }]);
  });

  it('of nothing is empty', () => {
    expect(parseHistory('')).toEqual([]);
  });
});

describe('how often a channel was given a message on a day', () => {
  const DAY_MS = 86_400_000;
  const history =
    historyLine(AT - DAY_MS, 'dispatched', null, 12) +
    historyLine(AT, 'dispatched', null, 7) +
    historyLine(AT, 'dispatched', 'again', 12) +
    // Older lines do not say over what.
    `${AT + 1} dispatched\n` +
    historyLine(AT + 2, 'sent', null, 12);

  it.each([
    [12, AT, 2],
    [7, AT, 2],
    [12, AT - DAY_MS, 1],
    [12, AT + DAY_MS, 0],
  ])('is told by its history: %d at %d, %d times', (channelId, at, times) => {
    expect(timesDispatched({ history, channelId }, dayOf(at))).toBe(times);
  });
});
