import { describe, expect, it } from '@jest/globals';
import { historyLine, parseHistory } from './history.js';

const AT = Date.parse('2026-11-22T12:00:00.123Z');

describe('the history of a message', () => {
  it('reads what was written, in order', () => {
    const history =
      historyLine(AT, 'queued', null) +
      historyLine(AT + 1, 'accepted', null) +
      historyLine(AT + 2, 'failed', 'no credit');
    expect(parseHistory(history)).toEqual([
      { status: 'queued', at: '2026-11-22T12:00:00.123Z', detail: null },
      { status: 'accepted', at: '2026-11-22T12:00:00.124Z', detail: null },
      { status: 'failed', at: '2026-11-22T12:00:00.125Z', detail: 'no credit' },
    ]);
  });

  it('keeps a detail of several lines in one line', () => {
    const line = historyLine(AT, 'failed', 'first\nsecond\n9999999999999 delivered');
    expect(parseHistory(line)).toEqual([
      { status: 'failed', at: '2026-11-22T12:00:00.123Z', detail: 'first second 9999999999999 delivered' },
    ]);
  });

  it('keeps the spaces of a detail', () => {
    expect(parseHistory(historyLine(AT, 'failed', 'two  spaces'))[0]?.detail).toBe('two  spaces');
  });

  it('of nothing is empty', () => {
    expect(parseHistory('')).toEqual([]);
  });
});
