import type { Tone } from './statuses.js';

interface Row {
  readonly label: string;
  readonly tone: Tone;
  /** A program has one run at most that goes on. */
  readonly goes: boolean;
  /** It ended before its rows were through: what it left in the queue is taken back. */
  readonly leaves: boolean;
}

/** The statuses of a program's run, with all that each means. */
const TABLE = {
  running: { label: 'Running', tone: 'moving', goes: true, leaves: false },
  paused: { label: 'Paused', tone: 'waiting', goes: true, leaves: false },
  stopped: { label: 'Stopped', tone: 'neutral', goes: false, leaves: true },
  completed: { label: 'Completed', tone: 'done', goes: false, leaves: false },
  failed: { label: 'Failed', tone: 'bad', goes: false, leaves: true },
} as const satisfies Record<string, Row>;

export type RunStatus = keyof typeof TABLE;
export const RUN_STATES: Readonly<Record<RunStatus, Row>> = TABLE;
export const RUN_STATUSES = Object.keys(TABLE) as readonly RunStatus[];

/** Those of runs that go on. */
export const GOING = RUN_STATUSES.filter((status) => RUN_STATES[status].goes);
/** Those of runs that came to their end. */
export const ENDED = RUN_STATUSES.filter((status) => !RUN_STATES[status].goes);
/** Those of runs that may have left something in the queue. */
export const LEAVING = RUN_STATUSES.filter((status) => RUN_STATES[status].leaves);

export const isGoing = ({ status }: { readonly status: RunStatus }): boolean => RUN_STATES[status].goes;
