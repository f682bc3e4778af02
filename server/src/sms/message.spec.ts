import { describe, expect, it } from '@jest/globals';
import { MESSAGE_STATUSES, type MessageStatus } from '@signalbox/contracts/messages';
import { type MessageEvent, backoff, eventOf, hasExpired, isWaiting, laneOf, next, priorityOf } from './message.js';

const EVENTS = [
  'due',
  'dispatched',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'retry',
  'uncertain',
  'expired',
  'cancelled',
  'requeued',
] as const satisfies readonly MessageEvent[];

/** The whole life, written out by hand: what is not here changes nothing. */
const EXPECTED: Record<MessageStatus, Partial<Record<MessageEvent, MessageStatus>>> = {
  scheduled: { due: 'queued', cancelled: 'cancelled', expired: 'expired' },
  queued: { dispatched: 'dispatched', cancelled: 'cancelled', expired: 'expired', failed: 'failed' },
  dispatched: {
    sent: 'sent',
    delivered: 'delivered',
    undelivered: 'undelivered',
    failed: 'failed',
    retry: 'queued',
    uncertain: 'uncertain',
    expired: 'expired',
  },
  sent: { delivered: 'delivered', undelivered: 'undelivered' },
  uncertain: { delivered: 'delivered', undelivered: 'undelivered', requeued: 'queued' },
  failed: { requeued: 'queued' },
  undelivered: { requeued: 'queued' },
  expired: { requeued: 'queued' },
  cancelled: {},
  delivered: {},
  received: {},
};

/** How far along an attempt a status is. */
const PROGRESS: Record<MessageStatus, number> = {
  scheduled: 0,
  queued: 1,
  dispatched: 2,
  uncertain: 3,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  expired: 4,
  cancelled: 4,
  received: 4,
};
/** These begin a new attempt; all others happen within one. */
const NEW_ATTEMPT: readonly MessageEvent[] = ['retry', 'requeued'];

const pairs = MESSAGE_STATUSES.flatMap((status) => EVENTS.map((event) => ({ status, event })));

describe('the life of a message', () => {
  it.each(pairs.map(({ status, event }) => [status, event, EXPECTED[status][event] ?? null] as const))(
    '%s + %s -> %s',
    (status, event, expected) => {
      expect(next(status, event)).toBe(expected);
    },
  );

  it.each(['delivered', 'cancelled', 'received'] as const)('never leaves %s', (status) => {
    expect(EVENTS.map((event) => next(status, event))).toEqual(EVENTS.map(() => null));
  });

  it.each(['failed', 'undelivered', 'expired'] as const)('leaves %s only when somebody requeues it', (status) => {
    expect(EVENTS.filter((event) => next(status, event) !== null)).toEqual(['requeued']);
  });

  it('never goes backwards within an attempt', () => {
    for (const { status, event } of pairs) {
      const to = next(status, event);
      if (to === null || NEW_ATTEMPT.includes(event)) continue;
      expect({ status, event, forward: PROGRESS[to] > PROGRESS[status] }).toEqual({ status, event, forward: true });
    }
  });

  it('ends in the same status however often an event is repeated', () => {
    for (const { status, event } of pairs) {
      const to = next(status, event);
      if (to !== null) expect({ status, event, again: next(to, event) }).toEqual({ status, event, again: null });
    }
  });

  it('keeps a message out of the network once it is cancelled or expired', () => {
    expect(next('cancelled', 'dispatched')).toBeNull();
    expect(next('expired', 'dispatched')).toBeNull();
  });
});

describe('what a report amounts to', () => {
  const failed = (temporary: boolean) => ({ type: 'failed' as const, attempt: 1, at: 0, temporary });

  it('is a retry while a temporary failure has attempts left', () => {
    expect(eventOf({ attempt: 1, maxAttempts: 3 }, failed(true))).toBe('retry');
    expect(eventOf({ attempt: 2, maxAttempts: 3 }, failed(true))).toBe('retry');
  });

  it('is a failure at the last attempt', () => {
    expect(eventOf({ attempt: 3, maxAttempts: 3 }, failed(true))).toBe('failed');
    expect(eventOf({ attempt: 4, maxAttempts: 3 }, failed(true))).toBe('failed');
  });

  it('is a failure at once when trying again is of no use', () => {
    expect(eventOf({ attempt: 1, maxAttempts: 3 }, failed(false))).toBe('failed');
  });

  it('is no event of its own when the worker only took the job', () => {
    expect(eventOf({ attempt: 1, maxAttempts: 3 }, { type: 'accepted', attempt: 1, at: 0 })).toBeNull();
  });

  it.each(['sent', 'delivered', 'undelivered', 'uncertain', 'expired'] as const)('is %s as it says', (type) => {
    expect(eventOf({ attempt: 1, maxAttempts: 3 }, { type, attempt: 1, at: 0 })).toBe(type);
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

describe('a message', () => {
  it('expires at its time, not before, and never without one', () => {
    expect(hasExpired({ expiresAt: 1000 }, 999)).toBe(false);
    expect(hasExpired({ expiresAt: 1000 }, 1000)).toBe(true);
    expect(hasExpired({ expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('waits while it is scheduled or queued, and only then', () => {
    expect(MESSAGE_STATUSES.filter(isWaiting)).toEqual(['scheduled', 'queued']);
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
