import type { NewPair } from '@signalbox/contracts/pairs';
import { nameKey } from './pair-book.js';
import { starterPairs } from './starter-pairs.js';

/** What is known of a pair's numbers. */
export type Numbering = Pick<NewPair, 'mcc' | 'mnc' | 'prefixes'>;

/** The starter set, by its pairs' names. */
export class Starter {
  private constructor(private readonly pairs: ReadonlyMap<string, NewPair>) {}

  static async read(): Promise<Starter> {
    const { rows } = await starterPairs();
    return new Starter(new Map(rows.flatMap(({ body }) => (body ? [[nameKey(body), body]] : []))));
  }

  /** @param country ISO 3166-1 alpha-2 @param taken prefixes that active pairs have */
  numberingOf(country: string, operator: string, taken: ReadonlySet<string>): Numbering {
    const found = this.pairs.get(nameKey({ country, operator }));
    if (!found) return { mcc: null, mnc: null, prefixes: [] };
    const { mcc, mnc, prefixes } = found;
    return { mcc, mnc, prefixes: prefixes.filter((prefix) => !taken.has(prefix)) };
  }
}
