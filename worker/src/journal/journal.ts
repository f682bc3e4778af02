import type { Job, JobsPacket } from '@signalbox/contracts/bus';
import type { Entry } from '../events/event.js';
import type { JobState, KnownJob } from './job-state.js';

/** A job is known by its id and its attempt together. */
export type JobKey = Pick<Job, 'id' | 'attempt'>;

/** A job whose life is not over, as it is found after a start. */
export interface UnfinishedJob {
  job: Job;
  state: JobState;
  /** The network's reference, of a job in state `sent`. */
  ref: string | null;
  /** When it came to this state. */
  at: number;
}

export interface AcceptedPacket {
  /** In the journal from now on, to be sent. */
  fresh: Job[];
  /** Seen before, with what became of them. */
  known: KnownJob[];
}

/** Events as they lie in the journal: `events` is the JSON array of a packet's `events`, numbered `first` to `last`. */
export interface OutboxPacket {
  first: number;
  last: number;
  events: string;
}

/** What calls throw while the disk takes nothing: nothing was kept. */
export class JournalFull extends Error {
  constructor(reason: string) {
    super(`the journal takes nothing: ${reason}`);
  }
}

/**
 * What was accepted and what became of it, on disk: what a call has taken survives a kill -9 right after it, and a
 * loss of power as far as the disk keeps its word. One process at a time may have it open. Calls are synchronous.
 */
export abstract class Journal {
  /** Why nothing can be written for now: a full disk; null when it can. */
  trouble: string | null = null;
  /** Called when that changed. */
  onTrouble: () => void = () => undefined;

  /** The newest fence that a server showed, also before a restart. */
  abstract readonly fence: number;

  /**
   * Takes a packet of jobs in one transaction. A job is fresh once, by id and attempt; one that the server says was
   * held here but is not known becomes `uncertain`, and is among the known.
   * @returns null when the packet's fence is older than one seen before: nothing is taken.
   */
  abstract accept(packet: Pick<JobsPacket, 'fence' | 'jobs'>, now: number): AcceptedPacket | null;

  /** Takes note of a server's fence, durably as soon as the disk takes anything; false when a newer one is known. */
  abstract admit(fence: number): boolean;

  /** Marks jobs as `sending`, for channels that cannot say after a crash whether they sent. */
  abstract markSending(jobs: readonly JobKey[], now: number): void;

  /** Moves jobs on and numbers their events into the outbox, in one transaction. @returns how many events it kept. */
  abstract record(entries: readonly Entry[]): number;

  /** The first packet of the outbox with an event above a number, confirmed ones left out. */
  abstract packetAfter(sequence: number): OutboxPacket | undefined;

  /**
   * Drops the packets up to a number; one that goes beyond it stays whole. It is on disk with the next transaction:
   * an event that comes back after a crash is only sent once more.
   * @returns false for a number that was never given, or a fence older than one seen before: nothing is dropped.
   */
  abstract confirm(upto: number, fence: number): boolean;

  /** Jobs whose life is not over, oldest id first. */
  abstract unfinished(): UnfinishedJob[];

  /**
   * Forgets a few of the jobs that have been over for the time of memory and whose events are confirmed, going on
   * where the last call ended; finds out whether a disk that took nothing does again. @returns how many it forgot.
   */
  abstract sweep(now: number): number;

  abstract close(): void;
}
