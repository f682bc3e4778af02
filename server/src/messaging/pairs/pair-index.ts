import { nameKey } from './pair-book.js';
import type { Pair } from './pair.js';

/** Who has which name and, among the active pairs, which prefix; kept up to date while pairs are planned. */
export class PairIndex {
  private readonly names = new Map<string, Pair>();
  private readonly prefixes = new Map<string, Pair>();

  constructor(pairs: Iterable<Pair>) {
    for (const pair of pairs) this.put(pair);
  }

  /** The pair of a country and an operator, whose case does not matter. */
  named(pair: Pick<Pair, 'country' | 'operator'>): Pair | undefined {
    return this.names.get(nameKey(pair));
  }

  activeWith(prefix: string): Pair | undefined {
    return this.prefixes.get(prefix);
  }

  /** @param former what the pair was before */
  put(pair: Pair, former?: Pair): void {
    if (former) {
      this.names.delete(nameKey(former));
      for (const prefix of former.prefixes) {
        if (this.prefixes.get(prefix)?.id === former.id) this.prefixes.delete(prefix);
      }
    }
    this.names.set(nameKey(pair), pair);
    if (pair.active) for (const prefix of pair.prefixes) this.prefixes.set(prefix, pair);
  }
}
