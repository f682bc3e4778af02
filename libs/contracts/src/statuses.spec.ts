import { describe, expect, it } from '@jest/globals';
import {
  CAME_TO_NOTHING,
  FAILURES,
  MESSAGE_STATUSES,
  type MessageEvent,
  type MessageStatus,
  ON_THE_WAY,
  STATUSES,
  TAKEN,
  UNSENT,
  WAITING,
  isWaiting,
  next,
} from './statuses.js';

const EVENTS = [
  'due',
  'dispatched',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'retry',
  'failover',
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
    failover: 'queued',
    uncertain: 'uncertain',
    expired: 'expired',
  },
  sent: { delivered: 'delivered', undelivered: 'undelivered', failover: 'queued' },
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
const NEW_ATTEMPT: readonly MessageEvent[] = ['retry', 'failover', 'requeued'];

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

describe('the table of statuses', () => {
  it('is in the order that the API has', () => {
    expect(MESSAGE_STATUSES).toEqual([
      ...['scheduled', 'queued', 'dispatched', 'sent', 'delivered', 'undelivered'],
      ...['failed', 'uncertain', 'expired', 'cancelled', 'received'],
    ]);
  });

  it.each<[string, readonly MessageStatus[], MessageStatus[]]>([
    ['waits for a channel', WAITING, ['scheduled', 'queued']],
    ['has not left', UNSENT, ['scheduled', 'queued', 'dispatched']],
    ['is on the way', ON_THE_WAY, ['scheduled', 'queued', 'dispatched', 'sent']],
    ['the network took', TAKEN, ['sent', 'delivered', 'undelivered']],
    ['is known not to have arrived', FAILURES, ['undelivered', 'failed', 'expired']],
    ['came to nothing', CAME_TO_NOTHING, ['undelivered', 'failed', 'uncertain', 'expired']],
  ])('knows what %s', (_, statuses, expected) => {
    expect(statuses).toEqual(expected);
  });

  it('says of each status whether it waits', () => {
    expect(MESSAGE_STATUSES.filter(isWaiting)).toEqual(WAITING);
  });

  it('counts each end that is known as what it is', () => {
    for (const status of MESSAGE_STATUSES) {
      const { outcome, countedAs } = STATUSES[status];
      const expected = outcome === 'success' ? 'delivered' : outcome === null ? countedAs : 'failed';
      expect({ status, countedAs }).toEqual({ status, countedAs: expected });
    }
  });

  it('lets nothing happen by itself to what is over', () => {
    const byItself = ['due', 'dispatched', 'sent', 'failed', 'retry', 'uncertain', 'expired'] as const;
    for (const status of MESSAGE_STATUSES.filter((one) => !ON_THE_WAY.includes(one))) {
      expect(byItself.filter((event) => next(status, event) !== null)).toEqual([]);
    }
  });
});
