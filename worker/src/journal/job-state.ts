import type { Job, JobEvent } from '@signalbox/contracts/bus';
import type { NewJobEvent } from '../events/event.js';

/**
 * What a worker knows of a job, in the order of its life: the journal stores the index. From `delivered` on it is over.
 * `sending` is between the durable decision to send and the word of the network, on channels that cannot say later.
 */
export const JOB_STATES = [
  'accepted',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'uncertain',
  'expired',
] as const;
export type JobState = (typeof JOB_STATES)[number];

const OVER = JOB_STATES.indexOf('delivered');

/** The number of a state, as stored. */
export const rankOf = (state: JobState): number => JOB_STATES.indexOf(state);

/** The state of a stored number. */
export function stateOf(rank: number): JobState {
  const state = JOB_STATES[rank];
  if (state === undefined) throw new Error(`no job state has the number ${rank}`);
  return state;
}

/** A job may move to `type` from every state whose number is below this: never backwards, and out of no end. */
export const reachableBelow = (type: JobEvent['type']): number => Math.min(rankOf(type), OVER);

/** Whether a job's validity has passed: it must not be sent any more. */
export const isExpired = (job: Pick<Job, 'expires_at'>, now: number): boolean =>
  job.expires_at !== null && job.expires_at <= now;

/** A job's last state as the journal has it. */
export interface KnownJob {
  id: string;
  attempt: number;
  state: JobState;
  at: number;
  /** The network's reference of `sent`, the reason of the others. */
  detail: string | null;
  temporary: boolean;
  returned: boolean;
}

/** The event that tells a job's state again. What is about to be sent has only been accepted, as far as anyone knows. */
export function reportOf({ id, attempt, state, at, detail, temporary, returned }: KnownJob): NewJobEvent {
  const event = { id, attempt, at };
  const reason = detail ?? '';
  switch (state) {
    case 'accepted':
    case 'sending':
      return { type: 'accepted', ...event };
    case 'sent':
      return { type: 'sent', ...event, ref: detail };
    case 'failed':
      return { type: 'failed', ...event, temporary, ...(returned ? { returned } : {}), reason };
    case 'undelivered':
    case 'uncertain':
      return { type: state, ...event, reason };
    case 'delivered':
    case 'expired':
      return { type: state, ...event };
  }
}
