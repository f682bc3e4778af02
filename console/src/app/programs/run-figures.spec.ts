import { FAILURES, MESSAGE_STATUSES, UNSENT, type MessageStatus } from '@signalbox/contracts/statuses';
import { describe, expect, it } from 'vitest';
import { runOf } from '../../testing/programs';
import { statusesOf } from '../ui/messages/message-filters';
import { COUNTED } from '../ui/programs/run-messages';
import { figuresOf } from './run-figures';

describe('the figures of a run', () => {
  // Each status a number of its own, so that no two sums are the same.
  const by_status = { ...runOf().by_status };
  MESSAGE_STATUSES.forEach((status, index) => (by_status[status] = 2 ** index));
  const sum = (statuses: readonly MessageStatus[]) => statuses.reduce((total, status) => total + by_status[status], 0);
  const run = runOf({
    by_status,
    delivered: by_status.delivered,
    failed: sum(FAILURES),
    queued: sum(UNSENT),
    skipped: 5,
    cancelled: by_status.cancelled,
    uncertain: by_status.uncertain,
  });

  it('lead to the messages that they count, and to no others', () => {
    for (const { label, count, counted } of figuresOf(run)) {
      if (counted !== undefined) expect([label, sum(statusesOf(COUNTED[counted]))]).toEqual([label, count]);
    }
  });

  it('lead nowhere from rows that made no message', () => {
    expect(figuresOf(run).filter(({ counted }) => counted === undefined)).toEqual([
      { label: 'Suppressed', count: 5, tone: 'neutral' },
    ]);
  });

  it('leave out what there is none of, but for the four that one looks for', () => {
    expect(figuresOf(runOf()).map(({ label }) => label)).toEqual([
      'Delivered',
      'Await a report',
      'Failed',
      'In the queue',
    ]);
  });
});
