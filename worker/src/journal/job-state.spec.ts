import { describe, expect, it } from '@jest/globals';
import { isExpired, JOB_STATES, rankOf, reachableBelow, reportOf, stateOf } from './job-state.js';

const id = '0193e2a1-7c3f-7f00-8000-000000000001';

describe('the state of a job', () => {
  const moves: [from: (typeof JOB_STATES)[number], to: (typeof JOB_STATES)[number], allowed: boolean][] = [
    ['accepted', 'sent', true],
    ['accepted', 'failed', true],
    ['accepted', 'delivered', true],
    ['sending', 'sent', true],
    ['sending', 'uncertain', true],
    ['sent', 'sent', false],
    ['sent', 'delivered', true],
    ['sent', 'undelivered', true],
    ['delivered', 'sent', false],
    ['delivered', 'delivered', false],
    ['delivered', 'undelivered', false],
    ['failed', 'sent', false],
    ['uncertain', 'delivered', false],
    ['expired', 'sent', false],
  ];
  it.each(moves)('%s to %s: %s', (from, to, allowed) => {
    if (to === 'sending') throw new Error('no event leads there');
    expect(rankOf(from) < reachableBelow(to)).toBe(allowed);
  });

  it('is stored as a number and read back', () => {
    for (const state of JOB_STATES) expect(stateOf(rankOf(state))).toBe(state);
    expect(() => stateOf(JOB_STATES.length)).toThrow('no job state');
  });

  const known = { id, attempt: 2, at: 5, detail: null, temporary: false, returned: false };
  it.each([
    [
      { ...known, state: 'accepted' as const },
      { type: 'accepted', id, attempt: 2, at: 5 },
    ],
    [
      { ...known, state: 'sending' as const },
      { type: 'accepted', id, attempt: 2, at: 5 },
    ],
    [
      { ...known, state: 'sent' as const, detail: 'r7' },
      { type: 'sent', id, attempt: 2, at: 5, ref: 'r7' },
    ],
    [
      { ...known, state: 'failed' as const, detail: 'CMS 38', temporary: true },
      { type: 'failed', id, attempt: 2, at: 5, temporary: true, reason: 'CMS 38' },
    ],
    [
      { ...known, state: 'failed' as const, detail: 'unplugged', temporary: true, returned: true },
      { type: 'failed', id, attempt: 2, at: 5, temporary: true, returned: true, reason: 'unplugged' },
    ],
    [
      { ...known, state: 'uncertain' as const, detail: 'x' },
      { type: 'uncertain', id, attempt: 2, at: 5, reason: 'x' },
    ],
    [
      { ...known, state: 'expired' as const },
      { type: 'expired', id, attempt: 2, at: 5 },
    ],
  ])('is told again as it was: %j', (job, event) => {
    expect(reportOf(job)).toEqual(event);
  });

  it('is not sent from the moment its validity ends', () => {
    expect(isExpired({ expires_at: null }, 1000)).toBe(false);
    expect(isExpired({ expires_at: 1001 }, 1000)).toBe(false);
    expect(isExpired({ expires_at: 1000 }, 1000)).toBe(true);
  });
});
