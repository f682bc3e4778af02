import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import type { Answer } from './connection-user.js';
import { Outgoing } from './outgoing.js';

const job: Job = {
  id: '00000000-0000-4000-8000-000000000000',
  attempt: 2,
  channel: 'smpp:a',
  to: '+254712345678',
  text: 'x',
  encoding: 'gsm7',
  segments: 1,
  expires_at: null,
};
const taken = (id: string): Answer => ({ kind: 'taken', id });
const refused = (status: number): Answer => ({ kind: 'refused', status });
const lost: Answer = { kind: 'unknown', reason: 'lost' };
const FOR_NOW = 0x08;
const FOR_GOOD = 0x0b;

function outgoing(parts: number): Outgoing {
  const message = new Outgoing(
    job,
    Array.from({ length: parts }, () => Buffer.alloc(0)),
    null,
  );
  for (let part = 0; part < parts; part += 1) message.leaves(part);
  return message;
}
const ends = (change: object) => ({
  kind: 'event',
  event: expect.objectContaining({ id: job.id, attempt: 2, ...change }),
});
const WAIT = { kind: 'wait' };

describe('a message of one part', () => {
  it('is sent when it was taken', () => {
    expect(outgoing(1).answered(0, taken('a'))).toEqual(ends({ type: 'sent', ref: 'a' }));
    expect(outgoing(1).answered(0, taken(''))).toEqual(ends({ type: 'sent', ref: null }));
  });
  it('is uncertain when nobody can say', () => {
    expect(outgoing(1).answered(0, lost)).toEqual(ends({ type: 'uncertain', reason: 'lost' }));
  });
  it('is failed when it was refused', () => {
    expect(outgoing(1).answered(0, refused(FOR_NOW))).toEqual(ends({ type: 'failed', temporary: true }));
    expect(outgoing(1).answered(0, refused(FOR_GOOD))).toEqual(ends({ type: 'failed', temporary: false }));
  });
  it('goes again when there was no room for it, and can be returned or expire then', () => {
    const message = outgoing(1);
    expect(message.notTaken(0)).toEqual({ kind: 'again', parts: [0], late: false });
    expect(message.giveUp('away')).toEqual(ends({ type: 'failed', returned: true, reason: 'away' }));
    expect(message.expire()).toEqual(WAIT);
    const another = outgoing(1);
    another.notTaken(0);
    expect(another.expire()).toEqual(ends({ type: 'expired' }));
  });
  it('is not given up while it is under way', () => {
    expect(outgoing(1).giveUp('away')).toEqual(WAIT);
    expect(outgoing(1).expire()).toEqual(WAIT);
  });
});

describe('a message of three parts', () => {
  let message: Outgoing;
  beforeEach(() => {
    message = outgoing(3);
  });

  it('is sent when all were taken, in whatever order they were answered', () => {
    expect(message.answered(2, taken('c'))).toEqual(WAIT);
    expect(message.answered(0, taken('a'))).toEqual(WAIT);
    expect(message.answered(1, taken('b'))).toEqual(ends({ type: 'sent', ref: 'a,b,c' }));
    expect(message.isOver).toBe(true);
  });

  it('is uncertain when one is, whatever the others are, once all are answered', () => {
    expect(message.answered(0, lost)).toEqual(WAIT);
    expect(message.answered(1, refused(FOR_GOOD))).toEqual(WAIT);
    expect(message.answered(2, taken('c'))).toEqual(ends({ type: 'uncertain', reason: 'part 1 of 3: lost' }));
  });

  it('is failed for now when all were refused for now', () => {
    message.answered(0, refused(FOR_NOW));
    message.answered(1, refused(FOR_NOW));
    expect(message.answered(2, refused(FOR_NOW))).toEqual(ends({ type: 'failed', temporary: true }));
  });

  it('is failed for good when one was refused for good and others were taken', () => {
    message.answered(0, taken('a'));
    message.answered(1, refused(FOR_GOOD));
    const reason = 'part 2 of 3: the number is invalid (0x0000000B); other parts were sent';
    expect(message.answered(2, taken('c'))).toEqual(ends({ type: 'failed', temporary: false, reason }));
  });

  it('has the parts sent again that were refused for now when others were taken, five times', () => {
    message.answered(0, taken('a'));
    message.answered(1, taken('b'));
    for (let round = 0; round < 5; round += 1) {
      expect(message.answered(2, refused(FOR_NOW))).toEqual({ kind: 'again', parts: [2], late: true });
      message.leaves(2);
    }
    expect(message.answered(2, refused(FOR_NOW))).toEqual(ends({ type: 'failed', temporary: false }));
  });

  it('is uncertain without the part that had no room, when another is', () => {
    message.answered(0, taken('a'));
    message.answered(1, lost);
    expect(message.notTaken(2)).toEqual(ends({ type: 'uncertain' }));
  });

  it('is failed for good when it is given up after a part was taken', () => {
    message.answered(0, taken('a'));
    message.notTaken(1);
    message.notTaken(2);
    expect(message.expire()).toEqual(WAIT);
    expect(message.giveUp('away')).toEqual(ends({ type: 'failed', temporary: false }));
  });
});
