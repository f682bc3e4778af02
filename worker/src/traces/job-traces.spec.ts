import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageStep } from '@signalbox/logging/message-traces';
import { JobTraces } from './job-traces.js';

const JOB = { id: 'traced', attempt: 1 };

describe('the traces of jobs', () => {
  let told: MessageStep[];
  let traces: JobTraces;
  beforeEach(() => {
    told = [];
    traces = new JobTraces({
      has: (id) => id !== 'other',
      add: (step) => told.push(step),
      close: () => Promise.resolve(),
    });
  });

  it('tell how long a job took until the network had it, once', () => {
    traces.took(JOB, 1_000);
    traces.heard({ type: 'accepted', ...JOB, at: 1_001 });
    traces.heard({ type: 'sent', ...JOB, at: 1_200, ref: null });
    traces.heard({ type: 'sent', ...JOB, at: 1_300, ref: null, note: 'still there' });
    traces.heard({ type: 'delivered', ...JOB, at: 1_400 });
    expect(told).toEqual([
      { messageId: 'traced', step: 'send', attempt: 1, beganAt: 1_000, endedAt: 1_200, failure: undefined },
    ]);
  });

  it('tell of one that came to nothing without its reason, which may name a number', () => {
    traces.took(JOB, 1_000);
    traces.heard({ type: 'failed', ...JOB, at: 1_100, temporary: false, reason: '+254712345678 is unknown' });
    expect(told).toMatchObject([{ failure: 'failed' }]);
    expect(JSON.stringify(told)).not.toContain('254712345678');
  });

  it('tell nothing of others, nor of what was begun before this process', () => {
    traces.took({ id: 'other', attempt: 1 }, 1_000);
    traces.heard({ type: 'sent', id: 'other', attempt: 1, at: 1_100, ref: null });
    traces.heard({ type: 'sent', id: 'traced', attempt: 2, at: 1_100, ref: null });
    expect(told).toEqual([]);
  });

  it('forget the oldest where no end is heard of very many', () => {
    for (let n = 0; n <= 10_000; n++) traces.took({ id: `traced ${n}`, attempt: 1 }, n);
    for (const n of [0, 1, 10_000]) traces.heard({ type: 'sent', id: `traced ${n}`, attempt: 1, at: n + 1, ref: null });
    expect(told.map(({ beganAt }) => beganAt)).toEqual([1, 10_000]);
  });
});
