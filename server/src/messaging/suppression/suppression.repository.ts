import type { Suppression, SuppressionChange } from './suppression.js';

/** The suppression list, one entry a number. Every write resolves after its commit is on disk. */
export abstract class SuppressionRepository {
  /** Applies changes in order, in one transaction; answers for each whether it changed anything. */
  abstract apply(changes: SuppressionChange[]): Promise<boolean[]>;
  abstract find(number: string): Promise<Suppression | null>;
  /** By number, character by character; `after` is the last number of the page before. */
  abstract list(limit: number, after?: string): Promise<Suppression[]>;
  /** The same, numbers only. */
  abstract numbers(limit: number, after?: string): Promise<string[]>;
}
