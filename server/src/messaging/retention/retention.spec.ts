import { describe, expect, it } from '@jest/globals';
import { MESSAGE_STATUSES, type MessageStatus } from '@signalbox/contracts/statuses';
import { boundsOf, mayGo } from './retention.js';

const DAY = 86_400_000;
const aged = (status: MessageStatus, more: object = {}) => ({ status, runId: null, updatedAt: 10, ...more });
const none = new Set<number>();

describe('what may go of messages', () => {
  it('is what is over', () => {
    const gone = MESSAGE_STATUSES.filter((status) => mayGo(aged(status), 11, none));
    const kept = MESSAGE_STATUSES.filter((status) => !gone.includes(status));
    expect(kept).toEqual(['scheduled', 'queued', 'dispatched']);
  });

  it('is what was over before the time, not at it', () => {
    expect([10, 11].map((before) => mayGo(aged('delivered'), before, none))).toEqual([false, true]);
  });

  it('is none of a run that goes on', () => {
    const going = new Set([7]);
    expect([6, 7].map((runId) => mayGo(aged('delivered', { runId }), 11, going))).toEqual([true, false]);
  });

  it('is nothing where no time is set', () => {
    expect(boundsOf({ textsDays: null, messagesDays: null }, 0)).toEqual({ texts: null, messages: null });
    expect(boundsOf({ textsDays: 7, messagesDays: 30 }, 30 * DAY)).toEqual({ texts: 23 * DAY, messages: 0 });
  });
});
