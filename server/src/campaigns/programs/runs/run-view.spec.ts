import { describe, expect, it } from '@jest/globals';
import type { MessageStatus } from '@signalbox/contracts/messages';
import { Run as RunContract } from '@signalbox/contracts/programs';
import type { Run, RunTally } from './run.js';
import { toRunView } from './run-view.js';

const START = Date.parse('2026-11-22T12:00:00Z');
const NOW = START + 60_000;

const runWith = (fields: Partial<Run> = {}): Run => ({
  id: 3,
  programId: '0123456789abcdef01234567',
  status: 'running',
  reason: null,
  settings: {
    name: 'spring',
    ownerId: 1,
    pairId: null,
    listId: '0123456789abcdef01234567',
    details: {
      template: 'x',
      sender: null,
      priority: 5,
      ratePerMinute: null,
      proxy: null,
      window: null,
      validitySeconds: null,
      active: true,
      failWhen: null,
    },
  },
  totalRows: 1000,
  cursor: 600,
  skipped: 20,
  startedAt: START,
  updatedAt: START,
  endedAt: null,
  ...fields,
});

/** So many messages in each status now, and as many again that passed through it. */
const tallyOf = (counts: Partial<Record<MessageStatus, number>>): RunTally =>
  new Map(
    Object.entries(counts).map(([status, count]) => [status as MessageStatus, { entered: count * 2, departed: count }]),
  );

const TALLY = tallyOf({
  scheduled: 5,
  queued: 60,
  dispatched: 15,
  sent: 100,
  delivered: 380,
  undelivered: 7,
  failed: 6,
  expired: 3,
  uncertain: 4,
});

describe('a run as it is shown', () => {
  it('keeps its contract, and its rows add up', () => {
    const view = RunContract.parse(toRunView(runWith(), TALLY, 10, NOW));
    expect(view).toMatchObject({ total: 1000, done: 600, skipped: 20, queued: 80, delivered: 380, uncertain: 4 });
    expect(view).toMatchObject({ sent: 100 + 380 + 7, failed: 7 + 6 + 3, cancelled: 0 });
    const messages = Object.values(view.by_status).reduce((sum, count) => sum + count, 0);
    expect(messages + view.skipped).toBe(view.done);
  });

  it('counts as through what left and what was passed over, and tells when the rest will be', () => {
    const view = toRunView(runWith(), TALLY, 10, NOW);
    expect(view.percent).toBe(52);
    expect(view.messages_per_minute).toBe(600);
    expect(view.eta).toBe('2026-11-22T12:01:48.000Z');
  });

  it('tells no time that is not known', () => {
    expect(toRunView(runWith(), TALLY, null, NOW)).toMatchObject({ messages_per_minute: null, eta: null });
    expect(toRunView(runWith(), TALLY, 0, NOW)).toMatchObject({ messages_per_minute: 0, eta: null });
    expect(toRunView(runWith(), TALLY, 0.0011, NOW).eta).not.toBeNull();
    expect(toRunView(runWith({ totalRows: 1_000_000_000 }), TALLY, 0.0011, NOW).eta).toBeNull();
  });

  it('goes nowhere once it is paused or over', () => {
    expect(toRunView(runWith({ status: 'paused' }), TALLY, 10, NOW).eta).toBeNull();
    const over = toRunView(runWith({ status: 'stopped', endedAt: NOW }), TALLY, 10, NOW);
    expect(over).toMatchObject({ messages_per_minute: null, eta: null, ended_at: '2026-11-22T12:01:00.000Z' });
  });

  it('is at 100 % when it is completed, and only then', () => {
    const nearly = tallyOf({ delivered: 979, queued: 1 });
    expect(toRunView(runWith({ cursor: 1000 }), nearly, 1, NOW).percent).toBe(99.9);
    expect(toRunView(runWith({ totalRows: 0, cursor: 0, skipped: 0 }), new Map(), null, NOW).percent).toBe(0);
    expect(toRunView(runWith({ status: 'completed', totalRows: 0 }), new Map(), null, NOW).percent).toBe(100);
  });

  it('does not count as through what was cancelled', () => {
    const cancelled = tallyOf({ delivered: 480, cancelled: 500 });
    expect(toRunView(runWith({ status: 'stopped', cursor: 1000 }), cancelled, null, NOW)).toMatchObject({
      percent: 50,
      cancelled: 500,
    });
  });
});
