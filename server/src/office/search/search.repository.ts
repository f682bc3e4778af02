import type { SearchHit } from '@signalbox/contracts/office/search';
import type { Sought } from './search.js';

/** Finds in what the back office keeps, by indexes alone. */
export abstract class SearchRepository {
  /** Of each kind some more than are shown at most, the best first; one may come several times. */
  abstract find(sought: Sought): Promise<SearchHit[]>;
}
