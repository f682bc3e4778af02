import { describe, expect, it } from '@jest/globals';
import { ComeAgain, endOf, type OutboxItem, Refused, waitBeforeNext } from './outbox.js';

const item = (fields: Partial<OutboxItem> = {}): OutboxItem => ({
  seq: 1,
  id: 'a',
  kind: 'test',
  topic: 'one',
  payload: {},
  state: 'waiting',
  attempts: 1,
  dueAt: 0,
  deadline: 1_000_000,
  error: null,
  createdAt: 0,
  endedAt: null,
  ...fields,
});

describe('the wait before the next attempt', () => {
  it.each([
    [1, 5_000],
    [2, 10_000],
    [5, 80_000],
    [11, 3_600_000],
    [5_000, 3_600_000],
  ])('after %i is %i ms', (attempts, expected) => {
    expect(waitBeforeNext(attempts, 0.5)).toBe(expected);
  });

  it('is spread, so that what failed together does not come again together', () => {
    expect([waitBeforeNext(1, 0), waitBeforeNext(1, 1)]).toEqual([4_000, 6_000]);
  });
});

describe('a delivery that failed', () => {
  it('comes again', () => {
    expect(endOf(new Error('no answer'), item(), 100, 0.5)).toEqual({
      outcome: 'again',
      note: 'no answer',
      dueAt: 5_100,
      at: 100,
    });
  });

  it('comes again when its receiver says, not sooner than usual', () => {
    expect(endOf(new ComeAgain('busy', 60_000), item(), 0, 0.5).dueAt).toBe(60_000);
    expect(endOf(new ComeAgain('busy', 1), item(), 0, 0.5).dueAt).toBe(5_000);
  });

  it('is given up where it is refused for good, and where its deadline comes first', () => {
    expect(endOf(new Refused('gone'), item(), 0, 0.5)).toMatchObject({ outcome: 'refused', note: 'gone' });
    expect(endOf(new Error('no answer'), item({ deadline: 4_000 }), 0, 0.5)).toMatchObject({
      outcome: 'refused',
      note: 'given up at its deadline: no answer',
    });
  });
});
