import type { RunStatus } from '@signalbox/contracts/run-statuses';
import type { NewRun, Run, RunChange, RunNote, RunTally } from './run.js';

export interface StoredNote extends RunNote {
  id: number;
  /** Epoch milliseconds, UTC. */
  at: number;
}

/**
 * The runs of programs: in SQL always, so that a run's cursor and the messages made from its rows commit together. The
 * cursor is moved by MessageRepository.insertMany, and the tallies by every write of a message.
 */
export abstract class RunRepository {
  /** Begins a run, with a first note, unless one of the program goes on: then that one is answered, as it is. */
  abstract begin(run: NewRun, note: RunNote): Promise<{ run: Run; isNew: boolean }>;
  /** Sets fields, with a note, while its status is one of `from`; null when it is not, and then nothing is written. */
  abstract change(id: number, from: readonly RunStatus[], change: RunChange, note?: RunNote): Promise<Run | null>;
  abstract find(id: number): Promise<Run | null>;
  /** The one of a program that runs or is paused. */
  abstract going(programId: string): Promise<Run | null>;
  /** All that run or are paused, by id. */
  abstract allGoing(): Promise<Run[]>;
  /** Those stopped or failed of whose messages some still wait or are at a worker, by id. */
  abstract unsettled(): Promise<Run[]>;
  /** The last run of each program that had one. */
  abstract latest(programIds: readonly string[]): Promise<Run[]>;
  /** A program's, newest first, one more than `limit` when there are more; `before` is the last id of the page before. */
  abstract list(programId: string, limit: number, before?: number): Promise<Run[]>;
  /** What became of the messages of some runs, now. */
  abstract tallies(ids: readonly number[]): Promise<Map<number, RunTally>>;
  abstract note(id: number, note: RunNote): Promise<void>;
  /** Newest first, one more than `limit` when there are more. */
  abstract notes(id: number, limit: number, before?: number): Promise<StoredNote[]>;
}
