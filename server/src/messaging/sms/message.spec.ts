import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../test/messages.js';
import {
  MOST_RETURNS,
  type Message,
  type Report,
  backoff,
  eventOf,
  hasExpired,
  laneOf,
  priorityOf,
  returnWait,
  triedWith,
} from './message.js';

describe('what a report amounts to', () => {
  const message = (attempt: number, maxAttempts: number, fields: Partial<Message> = {}) =>
    messageWith({ status: 'dispatched', attempt, maxAttempts, channelId: 1, ...fields });
  const failed = (temporary: boolean) => ({ type: 'failed' as const, attempt: 1, at: 0, temporary });
  const yes = () => true;

  it('is a retry while a temporary failure has attempts left', () => {
    expect(eventOf(message(1, 3), failed(true), yes)).toBe('retry');
    expect(eventOf(message(2, 3), failed(true), yes)).toBe('retry');
  });

  it('is a failure at the last attempt', () => {
    expect(eventOf(message(3, 3), failed(true), yes)).toBe('failed');
    expect(eventOf(message(4, 3), failed(true), yes)).toBe('failed');
  });

  it('is a failure at once when trying again is of no use', () => {
    expect(eventOf(message(1, 3), failed(false), yes)).toBe('failed');
  });

  it('is no event of its own when the worker only took the job', () => {
    expect(eventOf(message(1, 3), { type: 'accepted', attempt: 1, at: 0 }, yes)).toBeNull();
  });

  it.each(['sent', 'delivered', 'undelivered', 'uncertain', 'expired'] as const)('is %s as it says', (type) => {
    expect(eventOf(message(1, 3), { type, attempt: 1, at: 0 }, yes)).toBe(type);
  });

  it('is a retry even at the last attempt where it was never tried, but not for ever', () => {
    const returned = { ...failed(true), returned: true };
    expect(eventOf(message(3, 3), returned, yes)).toBe('retry');
    expect(eventOf(message(MOST_RETURNS - 1, 3), returned, yes)).toBe('retry');
    expect(eventOf(message(MOST_RETURNS, MOST_RETURNS), returned, yes)).toBe('failed');
  });

  describe('to a message that may fail over', () => {
    const failover = { failover: true };
    const report = (type: Report['type']) => ({ type, attempt: 1, at: 0 });

    it.each(['undelivered', 'failed'] as const)('is a failover where it is %s', (type) => {
      expect(eventOf(message(1, 3, failover), report(type), yes)).toBe('failover');
    });

    it('is one from sent, too, when the network says no later', () => {
      expect(eventOf(message(1, 3, { ...failover, status: 'sent' }), report('undelivered'), yes)).toBe('failover');
    });

    it.each<[string, Partial<Message>, boolean]>([
      ['does not want it', { failover: false }, true],
      ['names its channel', { ...failover, pinned: true }, true],
      ['has no attempt left', { ...failover, attempt: 3 }, true],
      ['has no other channel', failover, false],
      ['is uncertain', { ...failover, status: 'uncertain' }, true],
    ])('is none where the message %s', (_, fields, hasOther) => {
      expect(eventOf(message(1, 3, fields), report('undelivered'), () => hasOther)).toBe('undelivered');
    });

    it.each(['sent', 'delivered', 'uncertain', 'expired'] as const)('is none where it is %s', (type) => {
      expect(eventOf(message(1, 3, failover), report(type), yes)).toBe(type);
    });

    it('is a retry over the same channels first, where the failure is temporary', () => {
      expect(eventOf(message(1, 3, failover), failed(true), yes)).toBe('retry');
      expect(eventOf(message(3, 3, failover), failed(true), yes)).toBe('failed');
    });

    it('does not ask for other channels where that does not matter', () => {
      const never = () => {
        throw new Error('asked');
      };
      expect(eventOf(message(1, 3, failover), report('delivered'), never)).toBe('delivered');
      expect(eventOf(message(1, 3), report('undelivered'), never)).toBe('undelivered');
      expect(eventOf(message(1, 3, { ...failover, status: 'uncertain' }), report('failed'), never)).toBe('failed');
    });
  });
});

describe('the channels that were tried', () => {
  it.each<[string | null, number | null, string]>([
    [null, 3, '3'],
    ['3', 12, '3 12'],
    ['3 12', 4, '3 4 12'],
    ['3', 3, '3'],
  ])('%j and %j are %j, in order', (tried, channelId, expected) => {
    expect(triedWith({ tried, channelId })).toBe(expected);
  });

  it('fit their column', () => {
    let tried: string | null = null;
    for (let id = 0; id < 10; id++) tried = triedWith({ tried, channelId: 2_147_483_647 - id });
    expect(tried?.split(' ')).toHaveLength(10);
    expect(tried?.length).toBeLessThanOrEqual(120);
  });
});

describe('the wait before another attempt', () => {
  it.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [4, 40_000],
    [8, 640_000],
    [9, 900_000],
    [30, 900_000],
  ])('after attempt %i is %i ms in the middle', (attempt, expected) => {
    expect(backoff(attempt, 0.5)).toBeCloseTo(expected, 6);
  });

  it('spreads by a fifth to both sides', () => {
    expect(backoff(1, 0)).toBeCloseTo(4_000, 6);
    expect(backoff(1, 1)).toBeCloseTo(6_000, 6);
  });
});

describe('the wait after a message was given back', () => {
  it('is none at first, and grows up to a minute', () => {
    expect([1, 2, 3, 4, 8, 50].map(returnWait)).toEqual([0, 1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});

describe('a message', () => {
  it('expires at its time, not before, and never without one', () => {
    expect(hasExpired({ expiresAt: 1000 }, 999)).toBe(false);
    expect(hasExpired({ expiresAt: 1000 }, 1000)).toBe(true);
    expect(hasExpired({ expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('finds its priority again in its lane', () => {
    expect((['urgent', 'normal', 'bulk'] as const).map((priority) => priorityOf(laneOf(priority)))).toEqual([
      'urgent',
      'normal',
      'bulk',
    ]);
    expect(laneOf('urgent')).toBeLessThan(laneOf('bulk'));
  });
});
