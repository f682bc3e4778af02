import type { JobEvent, WorkerEvent } from '@signalbox/contracts/bus';

type Unnumbered<E> = E extends unknown ? Omit<E, 'seq'> : never;

/** An event before the journal has given it its number. */
export type NewEvent = Unnumbered<WorkerEvent>;
export type NewJobEvent = Unnumbered<JobEvent>;

/**
 * What the journal is asked to keep. A `change` moves its job on, and is dropped when the job is there or further
 * already; a `report` says again what the journal knows. An inbound message belongs to no job.
 */
export type Entry =
  | { kind: 'change'; event: NewJobEvent }
  | { kind: 'report'; event: NewJobEvent }
  | { kind: 'inbound'; event: Extract<NewEvent, { type: 'inbound' }> };
