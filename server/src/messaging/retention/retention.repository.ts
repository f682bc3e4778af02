import type { AgedMessage } from './retention.js';

/** A stored message as retention looks at it. */
export interface AgedRow extends AgedMessage {
  seq: number;
  /** As it was read: one that changed since stays. */
  version: number;
  createdAt: number;
  hasText: boolean;
}

/** Takes away what is kept no longer, in steps that others write between. */
export abstract class RetentionRepository {
  /** Rows after one, in their order; never the newest of all, by which the next one is numbered. */
  abstract rows(after: number, limit: number): Promise<AgedRow[]>;
  /** Runs that go on. */
  abstract goingRuns(): Promise<ReadonlySet<number>>;
  /** Rows as they are stored, every column of them, for an archive. */
  abstract whole(rows: readonly AgedRow[]): Promise<Record<string, string | number | null>[]>;
  /** Takes texts away, in one transaction. @returns how many */
  abstract redact(rows: readonly AgedRow[]): Promise<number>;
  /** Removes rows and takes them out of the counts of what there is, in one transaction. @returns how many */
  abstract remove(rows: readonly AgedRow[], now: number): Promise<number>;
  /**
   * Looks at so many entries of the index by number, and takes those out whose rows are gone. @param after null to begin
   * @returns where to go on, null at its end, where there is no such index, and where nothing was removed since it was gone through
   */
  abstract sweepIndex(after: IndexPlace | null, limit: number): Promise<IndexPlace | null>;
  /** Does work that removes much, with what the disk has to do for it kept from this process, where that is possible. */
  abstract sparing<T>(work: () => Promise<T>): Promise<T>;
}

/** A place in the index by number. */
export interface IndexPlace {
  peer: string;
  seq: number;
}
