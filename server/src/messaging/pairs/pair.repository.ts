import type { Pair, PairChange } from './pair.js';

/** Pairs; one for each country and operator, whose case does not matter. */
export abstract class PairRepository {
  /** False when the country and operator are taken; then nothing was stored. */
  abstract create(pair: Pair): Promise<boolean>;
  /** Sets fields at once, leaving the others as they are; null when there is none, 'taken' when the new name is. */
  abstract update(id: string, change: PairChange): Promise<Pair | 'taken' | null>;
  /** False when there was none. */
  abstract remove(id: string): Promise<boolean>;
  abstract find(id: string): Promise<Pair | null>;
  /** By country, then by operator without regard to case. */
  abstract all(): Promise<Pair[]>;
}
