import { describe, expect, it } from '@jest/globals';
import type { Run } from './programs.js';
import { activeStatusOf, firstWords, orderOf, priorityOfOrder, weightOf, wordsAfter } from './program-words.js';

const at = (minute: number): number => Date.UTC(2026, 0, 1, 12, minute);
const run = (status: Run['status'], started: number, ended: number | null): Run =>
  ({
    status,
    started_at: new Date(started).toISOString(),
    ended_at: ended === null ? null : new Date(ended).toISOString(),
  }) as Run;

describe('active_status', () => {
  const created = firstWords({ activeStatus: true }, at(0));

  it('is as created, and false where nothing was said', () => {
    expect(activeStatusOf(created, null)).toBe(true);
    expect(activeStatusOf(firstWords({}, at(0)), null)).toBe(false);
    expect(activeStatusOf({}, null)).toBe(false);
  });

  it.each<[string, Run, boolean]>([
    ['true once it was started', run('running', at(1), null), true],
    ['true while it is paused', run('paused', at(1), null), true],
    ['false after it was stopped', run('stopped', at(1), at(2)), false],
    ['false after its end', run('completed', at(1), at(2)), false],
    ['false after its failure', run('failed', at(1), at(2)), false],
  ])('is %s', (_, last, active) => {
    expect(activeStatusOf(firstWords({ activeStatus: !active }, at(0)), last)).toBe(active);
  });

  it('is what was said after that', () => {
    const said = wordsAfter(created, {}, { activeStatus: true }, at(3));
    expect(activeStatusOf(said, run('completed', at(1), at(2)))).toBe(true);
    expect(activeStatusOf(said, run('completed', at(1), at(4)))).toBe(false);
    const unsaid = wordsAfter(created, {}, { activeStatus: false }, at(3));
    expect(activeStatusOf(unsaid, run('running', at(1), null))).toBe(false);
  });

  it('is told apart from ours once that is set', () => {
    expect(wordsAfter({}, {}, {}, at(1)).activeStatus).toBeUndefined();
    expect(wordsAfter({}, { active: false }, {}, at(1)).activeStatus).toEqual({ value: false, at: 0 });
    expect(wordsAfter(created, { active: false }, {}, at(1))).toEqual(created);
  });
});

describe('a given priority', () => {
  it.each([
    [0, 10],
    [1, 10],
    [2, 9],
    [9, 2],
    [10, 1],
    [11, 1],
    [400, 1],
  ])('of %i is ours of %i', (given, ours) => {
    expect(priorityOfOrder(given)).toBe(ours);
  });

  it('is shown as given, else as it would have been', () => {
    expect(orderOf({ priority: 1, order: 400 })).toBe(400);
    expect([1, 5, 10].map((priority) => orderOf({ priority }))).toEqual([10, 6, 1]);
  });

  it('gives way to ours when that is set', () => {
    expect(wordsAfter({ order: 7 }, { priority: 3 }, {}, 0).order).toBeUndefined();
    expect(wordsAfter({ order: 7 }, {}, {}, 0).order).toBe(7);
    expect(wordsAfter({ order: 7 }, { priority: 9 }, { order: 2 }, 0).order).toBe(2);
  });

  it('orders what shares a priority, and agrees with ours', () => {
    const weights = [0, 1, 2, 10, 11, 12, 300].map((order) => weightOf({ priority: priorityOfOrder(order), order }));
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(weights).size).toBe(weights.length);
    expect(weightOf({ priority: 4 })).toBe(weightOf({ priority: 4, order: 7 }));
  });
});
