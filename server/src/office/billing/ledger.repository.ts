import type { PaymentMethod } from '@signalbox/contracts/office/payments';
import type { Stretch } from '../../platform/common/stretch.js';
import type { NamedEntry, StatementEntry } from './ledger.js';

/** Days, `YYYY-MM-DD`, both in. */
export interface Days {
  from?: string;
  to?: string;
}

/** Sums over all customers and their open invoices, in minor units. */
export interface Standing {
  owed: number;
  credit: number;
  overdue: number;
  overdueInvoices: number;
  openInvoices: number;
}

/** What the books say. */
export abstract class LedgerRepository {
  /** What moved a customer's balance, newest first. */
  abstract statement(customerId: number, days: Days, stretch: Stretch): Promise<StatementEntry[]>;
  /** What the entries of all days before one add up to. */
  abstract balanceBefore(customerId: number, day: string): Promise<number>;
  /** What moved it from a day to another, in the order of the days; at most so many. */
  abstract entriesBetween(customerId: number, from: string, to: string, most: number): Promise<NamedEntry[]>;
  /** Money that came less what was given back, by day, ascending; days without any are left out. */
  abstract takings(from: string, to: string): Promise<{ day: string; amount: number }[]>;
  /** The same by day and method. */
  abstract takingsByMethod(from: string, to: string): Promise<{ day: string; method: PaymentMethod; amount: number }[]>;
  /** What is owed, and of that what is due before a day. */
  abstract standing(today: string): Promise<Standing>;
  /** The same over all days. */
  abstract takenInAll(): Promise<number>;
}
