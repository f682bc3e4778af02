import { describe, expect, it } from '@jest/globals';
import { AccountHealth } from './account-health.js';
import type { Outcome } from './outcome.js';

const times = { firstLookMs: 100, longestLookMs: 350, firstPauseMs: 10, longestPauseMs: 30, patienceMs: 1000 };
const sent: Outcome = { type: 'sent', ref: null };
const refused: Outcome = { type: 'account', reason: 'no' };
const slower = (waitMs: number | null): Outcome => ({ type: 'throttled', reason: 'slower', waitMs });
const unsent: Outcome = { type: 'unsent', reason: 'gone' };

describe("an account's health", () => {
  it('looks at growing intervals whether a trouble is over, from the first one again once a message is taken', () => {
    const health = new AccountHealth(times);
    let now = 0;
    const waits = [1, 2, 3, 4].map(() => {
      health.hear(refused, false, now);
      const since = now;
      while (!health.isLookDue(now)) now += 1;
      expect(health.isLookDue(now)).toBe(false);
      health.recover();
      return now - since;
    });
    expect(waits).toEqual([100, 200, 350, 350]);
    health.hear(sent, false, now);
    health.hear(refused, false, now);
    expect(health.isLookDue(now + 100)).toBe(true);
  });

  it('is cautious after a trouble until a message gets through', () => {
    const health = new AccountHealth(times);
    expect(health.hear(refused, false, 0)).toBe(true);
    expect(health.trouble).toBe('no');
    expect(health.hear(sent, false, 0)).toBe(false);
    expect(health.trouble).toBe('no');
    health.recover();
    expect(health.isCautious).toBe(true);
    health.hear(sent, false, 0);
    expect(health.isCautious).toBe(false);
  });

  it('takes five requests in a row that do not get out for a trouble, but none by a proxy of somebody else', () => {
    const health = new AccountHealth(times);
    for (let i = 0; i < 20; i += 1) expect(health.hear(unsent, true, 0)).toBe(false);
    for (let i = 0; i < 4; i += 1) expect(health.hear(unsent, false, 0)).toBe(false);
    health.hear({ type: 'permanent', reason: 'x' }, false, 0);
    for (let i = 0; i < 4; i += 1) expect(health.hear(unsent, false, 0)).toBe(false);
    expect(health.hear(unsent, false, 0)).toBe(true);
    expect(health.trouble).toBe('gone');
  });

  it('pauses as long as the provider says, or longer each time where it does not', () => {
    const health = new AccountHealth(times);
    health.hear(slower(500), false, 0);
    expect(health.pauseAt(0)).toBe(500);
    expect(health.pauseAt(500)).toBe(0);
    const pauses = [500, 600, 700].map((now) => {
      health.hear(slower(null), false, now);
      health.hear(slower(null), false, now);
      return health.pauseAt(now);
    });
    expect(pauses).toEqual([20, 30, 30]);
    health.hear(slower(0), false, 800);
    expect(health.pauseAt(800)).toBe(10);
    health.hear(sent, false, 850);
    health.hear(slower(null), false, 900);
    expect(health.pauseAt(900)).toBe(10);
  });

  it('takes a provider that takes nothing for long for one in trouble', () => {
    const health = new AccountHealth(times);
    expect(health.hear(slower(600), false, 0)).toBe(false);
    expect(health.hear(slower(600), false, 600)).toBe(false);
    expect(health.hear(slower(600), false, 1200)).toBe(true);
  });

  it('rests for the day when the day has been used up, then asks each hour', () => {
    const health = new AccountHealth(times);
    const limit: Outcome = { type: 'account', reason: 'the daily limit', daily: true };
    const [evening, midnight, hour] = [
      Date.parse('2026-11-22T20:00:00Z'),
      Date.parse('2026-11-23T00:00:00Z'),
      3_600_000,
    ];
    expect(health.hear(limit, false, evening)).toBe(true);
    expect(health.isLookDue(midnight - 1)).toBe(false);
    expect(health.isLookDue(midnight)).toBe(true);
    health.recover();
    health.hear(limit, false, midnight);
    expect([health.isLookDue(midnight + hour - 1), health.isLookDue(midnight + hour)]).toEqual([false, true]);
    health.recover();
    health.hear(sent, false, midnight + hour);
    health.hear(limit, false, midnight + 2 * hour);
    expect(health.isLookDue(midnight + 24 * hour - 1)).toBe(false);
  });

  it('rests for an hour at least, though the day ends before', () => {
    const health = new AccountHealth(times);
    const late = Date.parse('2026-11-22T23:59:00Z');
    health.hear({ type: 'account', reason: 'the daily limit', daily: true }, false, late);
    expect([health.isLookDue(late + 3_599_999), health.isLookDue(late + 3_600_000)]).toEqual([false, true]);
  });

  it('knows a trouble that only other settings end', () => {
    const health = new AccountHealth(times);
    health.fail('no key', 0, { ends: false });
    expect(health.isLookDue(1e12)).toBe(false);
    health.reset();
    expect(health.trouble).toBeNull();
  });

  it('tells no number that could be a subscriber', () => {
    const health = new AccountHealth(times);
    health.fail('wrong: 254712345678', 0);
    expect(health.trouble).not.toContain('712345');
  });
});
