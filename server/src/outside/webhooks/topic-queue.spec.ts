import { describe, expect, it } from '@jest/globals';
import type { DueDelivery } from './delivery.js';
import { TopicQueue } from './topic-queue.js';

const row = (seq: number, topic: string | null = null, fields: Partial<DueDelivery> = {}): DueDelivery => ({
  seq,
  topic,
  eventId: `e${seq}`,
  webhookId: 1,
  type: 'message.sent',
  url: null,
  body: '{}',
  attempts: 0,
  deadline: 1,
  dueAt: 0,
  createdAt: 0,
  first: seq,
  firstDueAt: 0,
  ...fields,
});
const behind = (seq: number, topic: string, first: number, firstDueAt = 0) => row(seq, topic, { first, firstDueAt });
const all = (queue: TopicQueue): number[] => {
  const seqs: number[] = [];
  for (let one = queue.next(); one; one = queue.next()) seqs.push(one.seq);
  return seqs;
};

describe('the deliveries of an endpoint', () => {
  it('go one at a time of a topic, in order; others are not held up', () => {
    const queue = new TopicQueue();
    queue.take([row(1, 'a'), behind(2, 'a', 1), row(3, 'b'), row(4), row(5)]);
    expect(all(queue)).toEqual([1, 3, 4, 5]);
    queue.passed({ topic: 'a' });
    expect(all(queue)).toEqual([2]);
  });

  it('are taken once, however often they are read', () => {
    const queue = new TopicQueue();
    queue.take([row(1, 'a')]);
    queue.next();
    queue.take([row(1, 'a')]);
    queue.passed({ topic: 'a' });
    expect(all(queue)).toEqual([]);
    queue.settled({ seq: 1, topic: 'a' }, false);
    expect(queue.known).toBe(0);
  });

  it('follow one that has arrived, before the database knows', () => {
    const queue = new TopicQueue();
    queue.take([row(1, 'a')]);
    queue.next();
    queue.passed({ topic: 'a' });
    expect(queue.take([behind(2, 'a', 1)])).toEqual([]);
    expect(all(queue)).toEqual([2]);
  });

  it('wait behind one that comes again, and nothing passes it', () => {
    const queue = new TopicQueue();
    queue.take([row(1, 'a'), behind(2, 'a', 1)]);
    queue.next();
    expect(all(queue)).toEqual([]);
    queue.settled({ seq: 1, topic: 'a' }, true);
    expect([queue.length, queue.known]).toEqual([0, 0]);
    expect(queue.take([behind(2, 'a', 1, 5_000), behind(3, 'a', 1, 5_000)])).toEqual([
      { seq: 2, dueAt: 5_000 },
      { seq: 3, dueAt: 5_000 },
    ]);
  });

  it('wait where nobody answers, and are let go there', () => {
    const queue = new TopicQueue();
    expect(queue.take([row(1), row(2)], ({ seq }) => (seq === 1 ? 9_000 : 0))).toEqual([{ seq: 1, dueAt: 9_000 }]);
    expect(queue.next(() => false)).toBeNull();
    expect(queue.drop(({ seq }) => seq === 2)).toEqual([2]);
    expect([queue.length, queue.known]).toEqual([0, 0]);
  });

  it('are let go when their endpoint is', () => {
    const queue = new TopicQueue();
    queue.take([row(1), row(2), row(3)]);
    queue.next();
    queue.clear();
    expect([queue.length, queue.known]).toEqual([0, 1]);
  });
});
