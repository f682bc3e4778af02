import type { JobRow } from './job.js';

/** When each job comes next. */
export abstract class JobRepository {
  /** Knows a job from now on; one that is known comes no later than this. */
  abstract ensure(name: string, latest: number): Promise<void>;
  /** Those of these names whose time has come. */
  abstract due(names: readonly string[], now: number): Promise<JobRow[]>;
  /** @returns whether it is still to be run at the time that was read: another server may have done it */
  abstract begin(job: JobRow, now: number): Promise<boolean>;
  /** Once it is over. @param error null when it went well. Nothing, when another has run it since. */
  abstract end(job: JobRow, next: { at: number; nextRunAt: number; error: string | null }): Promise<void>;
}
