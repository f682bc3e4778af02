import type { Program, ProgramChange } from './program.js';

/** Programs; their runs are in SQL, beside the messages. */
export abstract class ProgramRepository {
  /** False when the name is taken; then nothing was stored. */
  abstract create(program: Program): Promise<boolean>;
  /**
   * Sets fields and counts the version up, at once; null when there is none, 'taken' when the new name is, 'changed' when
   * its version is not `version` any more.
   */
  abstract update(id: string, change: ProgramChange, version?: number): Promise<Program | 'taken' | 'changed' | null>;
  /** False when there was none. */
  abstract remove(id: string): Promise<boolean>;
  abstract find(id: string): Promise<Program | null>;
  abstract findByName(name: string): Promise<Program | null>;
  /** Newest first, one more than `limit` when there are more; `before` is the last id of the page before. */
  abstract list(limit: number, before?: string): Promise<Program[]>;
  abstract count(): Promise<number>;
  /** How many programs use a list, or a pair. */
  abstract countUsingList(listId: string): Promise<number>;
  abstract countUsingPair(pairId: string): Promise<number>;
}
