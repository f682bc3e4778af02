import { type Pair, operatorKey } from './pair.js';
import { PrefixTable } from './prefix-table.js';
import { RestTable } from './rest-table.js';

/** All pairs as they are at one time, for look-ups by each message. */
export class PairBook {
  /** By country, then by operator without regard to case. */
  readonly pairs: readonly Pair[];
  private readonly byId: Map<string, Pair>;
  private readonly table = new PrefixTable<Pair>();
  private readonly rest: RestTable<Pair>;

  constructor(pairs: Iterable<Pair>) {
    this.pairs = [...pairs].sort((a, b) => compareNames(nameKey(a), nameKey(b)));
    this.byId = new Map(this.pairs.map((pair) => [pair.id, pair]));
    // Of two pairs with one prefix at most one is active, and that one has it.
    for (const active of [true, false]) {
      for (const pair of this.pairs) {
        if (pair.active === active) for (const prefix of pair.prefixes) this.table.add(prefix, pair);
      }
    }
    this.rest = new RestTable(this.pairs);
  }

  find(id: string): Pair | undefined {
    return this.byId.get(id);
  }

  /**
   * The pair with the longest prefix of a number, inactive ones too; else the one that takes the rest of its country.
   * @param e164 with its plus
   */
  matchPrefix(e164: string): Pair | undefined {
    return this.table.longestMatch(e164) ?? this.rest.match(e164);
  }

  /** The same book with a pair added or in place of its former self. */
  with(pair: Pair): PairBook {
    return new PairBook([...this.pairs.filter(({ id }) => id !== pair.id), pair]);
  }

  without(id: string): PairBook {
    return new PairBook(this.pairs.filter((pair) => pair.id !== id));
  }
}

/** What a pair is called by, as lists are ordered by it. */
export const nameKey = ({ country, operator }: Pick<Pair, 'country' | 'operator'>): string =>
  `${country} ${operatorKey(operator)}`;

export const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
