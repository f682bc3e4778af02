import type { Run } from '@signalbox/contracts/programs';
import { describe, expect, it } from 'vitest';
import { timeAt } from '../../../testing/live';
import { programOf, runOf } from '../../../testing/programs';
import { chartRange, commandsOf, durationText, leftText, notStartable, programState, sharesOf } from './program-state';

const withRun = (change: Partial<Run>) => programOf({ run: runOf(change) });
const allowed = (program = programOf()) =>
  Object.entries(commandsOf(program))
    .filter(([, may]) => may)
    .map(([command]) => command);

describe('what can be asked of a program', () => {
  it('is to start, before its first run', () => expect(allowed()).toEqual(['start']));
  it('is to pause, stop or begin anew while it runs', () =>
    expect(allowed(withRun({}))).toEqual(['pause', 'stop', 'restart']));
  it('is to go on, stop or begin anew while it is paused', () =>
    expect(allowed(withRun({ status: 'paused' }))).toEqual(['resume', 'stop', 'restart']));
  it.each(['stopped', 'completed', 'failed'] as const)('is to begin again when it is %s', (status) =>
    expect(allowed(withRun({ status }))).toEqual(['start', 'restart']),
  );
  it('is nothing without a list, and nothing when it is inactive', () => {
    expect(allowed(programOf({ number_list_id: null }))).toEqual([]);
    expect(allowed(programOf({ active: false, run: runOf({ status: 'completed' }) }))).toEqual([]);
    expect(notStartable(programOf({ active: false }))).toBe('It is inactive');
  });
});

describe('the state of a program', () => {
  it('tells a run that waits from one that gets on', () => {
    expect(programState(withRun({})).text).toBe('Running');
    const reason = 'no SIM card is online';
    expect(programState(withRun({ reason }))).toEqual({ tone: 'unsure', text: 'Waiting' });
    expect(programState(withRun({ reason, messages_per_minute: 0 })).text).toBe('Waiting');
    expect(programState(withRun({ reason: 'it sends 600 a minute', messages_per_minute: 600 })).text).toBe('Running');
  });

  it('is that of its run, unless it is inactive and nothing goes on', () => {
    expect(programState(programOf()).text).toBe('Not started');
    expect(programState(programOf({ active: false, run: runOf() })).text).toBe('Running');
    expect(programState(programOf({ active: false, run: runOf({ status: 'stopped' }) })).text).toBe('Inactive');
  });
});

describe('the bar of a run', () => {
  it('has a part for each end that rows came to, which together are the rows that were passed', () => {
    const by_status = { ...runOf().by_status, sent: 10, delivered: 40 };
    const run = runOf({ done: 70, delivered: 40, by_status, failed: 5, skipped: 3, cancelled: 2, queued: 10 });
    const shares = sharesOf(run);
    expect(shares.map(({ tone }) => tone)).toEqual(['done', 'moving', 'bad', 'neutral', 'waiting']);
    expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBe(70);
  });

  it('is empty while the list is still imported', () => expect(sharesOf(runOf({ total: 0 }))).toEqual([]));
});

describe('a length of time', () => {
  it.each([
    [30_000, '< 1 min'],
    [12 * 60_000, '12 min'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
    [3 * 3_600_000, '3 h'],
    [52 * 3_600_000, '2 d 4 h'],
  ])('of %d ms is "%s"', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));

  it('is left to a run that has an estimate', () => {
    expect(leftText(runOf({ eta: timeAt(120_000) }), Date.parse(timeAt(0)))).toBe('2 min left');
    expect(leftText(runOf(), Date.now())).toBeNull();
  });
});

describe('the chart of a run', () => {
  const minutes = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 60_000;
  const at = (milliseconds: number) => Date.parse(timeAt(milliseconds));

  it('shows half an hour of a short run, by the minute', () => {
    const range = chartRange(runOf({ ended_at: timeAt(20_000) }), at(60_000));
    expect([minutes(range), range.bucket]).toEqual([30, 'minute']);
  });

  it('ends soon after the run did, and is coarser the longer that was', () => {
    const day = 86_400_000;
    const range = chartRange(runOf({ ended_at: timeAt(2 * day) }), at(9 * day));
    expect(range.bucket).toBe('hour');
    expect(Date.parse(range.to)).toBe(at(2 * day) + 600_000);
    expect(chartRange(runOf(), at(90 * day)).bucket).toBe('day');
  });
});
