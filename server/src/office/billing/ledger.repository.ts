import type { Stretch } from '../../platform/common/stretch.js';
import type { StatementEntry } from './ledger.js';

/** What the books say. */
export abstract class LedgerRepository {
  /** What moved a customer's balance, newest first. */
  abstract statement(customerId: number, stretch: Stretch): Promise<StatementEntry[]>;
  /** Money that came less what was given back, by day, ascending; days without any are left out. */
  abstract takings(from: string, to: string): Promise<{ day: string; amount: number }[]>;
  /** The same over all days. */
  abstract takenInAll(): Promise<number>;
}
