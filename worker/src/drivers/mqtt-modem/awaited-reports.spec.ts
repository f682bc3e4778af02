import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwaitedReports } from './awaited-reports.js';
import type { ReportMeaning } from './modem-packets.js';

const DAY = 24 * 3_600_000;
const JOB = { id: 'a', attempt: 2 };

describe('the reports that a modem at MQTT owes', () => {
  let clock: number;
  let awaited: AwaitedReports;
  beforeEach(() => {
    clock = 1_000_000;
    awaited = new AwaitedReports(() => clock);
  });
  const say = (...meanings: ReportMeaning[]): unknown[] =>
    meanings.flatMap((meaning): unknown[] => awaited.take({ id: 'a', meaning, word: meaning }) ?? ['nobody’s']);

  it('are events of their message, each once', () => {
    awaited.expect(JOB, clock, false);
    const event = { ...JOB, at: clock };
    expect(say('waiting', 'sent', 'sent', 'delivered', 'delivered')).toEqual([
      { type: 'sent', ...event, ref: null },
      { type: 'delivered', ...event },
      'nobody’s',
    ]);
  });

  it('say failed before it was sent, and undelivered after', () => {
    awaited.expect(JOB, clock, false);
    expect(say('failed')).toEqual([expect.objectContaining({ type: 'failed', temporary: false })]);
    awaited.expect(JOB, clock, true);
    expect(say('failed')).toEqual([
      expect.objectContaining({ type: 'undelivered', reason: 'the modem says "failed"' }),
    ]);
  });

  it('are shown when nobody knows what they say, once', () => {
    awaited.expect(JOB, clock, false);
    expect(say('unknown', 'unknown')).toEqual([
      expect.objectContaining({ type: 'sent', note: expect.stringContaining('"unknown"') }),
    ]);
  });

  it('make a message uncertain when none came within a day', () => {
    awaited.expect(JOB, clock, false);
    awaited.expect({ id: 'b', attempt: 1 }, clock, true);
    clock += DAY - 1;
    expect(awaited.overdue()).toEqual([]);
    clock += 1;
    expect(awaited.overdue()).toEqual([expect.objectContaining({ type: 'uncertain', ...JOB })]);
    expect(awaited.overdue()).toEqual([]);
  });
});
