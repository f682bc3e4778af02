import type { Program, ProgramProgress, Run } from '@signalbox/contracts/programs';
import { RUN_STATES, isGoing as goesOn } from '@signalbox/contracts/run-statuses';
import type { Bucket } from '@signalbox/contracts/stats';
import type { Share } from '../progress';
import type { Tone } from '../status';
import type { Command } from '../../core/programs.api';

export interface State {
  tone: Tone;
  text: string;
}

export const isGoing = (run: Run | null): boolean => run !== null && goesOn(run);

/** The programs after a piece of news; one of an older run is none. */
export const withProgress = (programs: readonly Program[], { program_id, run }: ProgramProgress): Program[] =>
  programs.map((program) =>
    program.id === program_id && run.id >= (program.run?.id ?? 0) ? { ...program, run } : program,
  );

/** A run that stands still for a reason is told from one that gets on, if only as fast as its program lets it. */
export function runState({ status, reason, messages_per_minute: speed }: Run): State {
  if (status === 'running' && reason !== null && !speed) return { tone: 'unsure', text: 'Waiting' };
  const { tone, label } = RUN_STATES[status];
  return { tone, text: label };
}

export function programState({ run, active }: Program): State {
  if (run !== null && (isGoing(run) || active)) return runState(run);
  return { tone: 'neutral', text: active ? 'Not started' : 'Inactive' };
}

/** Why a program cannot be started now; null when it can. */
export function notStartable({ run, active, number_list_id: list }: Program): string | null {
  if (isGoing(run)) return 'It goes on already';
  if (!active) return 'It is inactive';
  return list === null ? 'It has no number list' : null;
}

/** What can be asked of a program as it is. */
export function commandsOf(program: Program): Record<Command, boolean> {
  const { run, active, number_list_id: list } = program;
  return {
    start: notStartable(program) === null,
    pause: run?.status === 'running',
    resume: run?.status === 'paused',
    stop: isGoing(run),
    restart: run !== null && active && list !== null,
  };
}

/** What a run's rows came to, in percent of all. */
export function sharesOf(run: Run): Share[] {
  const whole = Math.max(run.total, run.done);
  if (whole === 0) return [];
  const share = (tone: Tone, count: number): Share => ({ tone, percent: (100 * count) / whole });
  return [
    share('done', run.delivered),
    share('moving', run.by_status.sent),
    share('bad', run.failed),
    share('unsure', run.uncertain),
    share('neutral', run.skipped + run.cancelled),
    share('waiting', run.queued),
  ].filter(({ percent }) => percent > 0);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in at most two units: "< 1 min", "12 min", "3 h 5 min", "2 d 4 h". */
export function durationText(milliseconds: number): string {
  if (milliseconds < MINUTE) return '< 1 min';
  const units: [string, number][] =
    milliseconds >= DAY
      ? [
          ['d', DAY],
          ['h', HOUR],
        ]
      : [
          ['h', HOUR],
          ['min', MINUTE],
        ];
  let left = milliseconds;
  const parts = units.map(([name, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count} ${name}` : '';
  });
  return parts.filter(Boolean).join(' ');
}

/** How long a run still takes at its speed; null when that is not known. */
export const leftText = ({ eta }: Run, now: number): string | null =>
  eta === null ? null : `${durationText(Math.max(0, Date.parse(eta) - now))} left`;

/** The span of a run's chart: never shorter than half an hour, and of not more points than can be told apart. */
export function chartRange(run: Run, now: number): { from: string; to: string; bucket: Bucket } {
  const started = Date.parse(run.started_at);
  // Reports come for a while after the end.
  const to = run.ended_at === null ? now : Math.min(now, Date.parse(run.ended_at) + 10 * MINUTE);
  const from = Math.min(started - MINUTE, to - 30 * MINUTE);
  const bucket: Bucket = to - from <= 6 * HOUR ? 'minute' : to - from <= 30 * DAY ? 'hour' : 'day';
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), bucket };
}
