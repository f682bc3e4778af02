import type { Dimension } from '../../../messaging/counts/totals.js';
import type { GroupTotals } from '../../../messaging/counts/totals.repository.js';

/** Messages at a channel of which nothing was heard for long. */
export interface StuckFact {
  channelId: number;
  count: number;
  /** When the longest was last heard of, epoch ms. */
  oldest: number;
}

/** A program's run that goes on, or that failed. */
export interface RunFact {
  programId: string;
  name: string;
  reason: string | null;
  /** Epoch ms: when it began, or failed. */
  at: number;
  /** Whether its messages leave by the hours of each recipient. */
  waitsForRecipients: boolean;
}

export interface PaymentFact {
  failed: number;
  ended: number;
}

/** What a channel said when it was asked for its balance. */
export interface BalanceFact {
  channelId: number;
  /** The last that it said; null when it never said one. */
  balance: number | null;
  /** Its last answer, or why there was none. */
  answer: string;
  /** When it was last asked, epoch ms. */
  at: number;
}

/** What rules are about and the database knows: each of these is one look, for all rules of a kind together. */
export abstract class AlertFactsRepository {
  /** What messages reached within the last minutes (1 to 1440), by channel, pair or program. */
  abstract totals(groupBy: Dimension, minutes: number, now: number): Promise<GroupTotals[]>;
  /** The same by each quarter of an hour since a time, for a preview: `start` in minutes since 1970. */
  abstract quarters(groupBy: Dimension, from: number, to: number): Promise<(GroupTotals & { start: number })[]>;
  /** Dispatched this month (UTC), by channel. */
  abstract dispatchedSince(day: number): Promise<Map<number, number>>;
  /** Dispatched and not changed since a time. */
  abstract stuck(before: number): Promise<StuckFact[]>;
  abstract running(): Promise<RunFact[]>;
  /** Runs that failed since, of programs that have not run again. */
  abstract failedSince(since: number): Promise<RunFact[]>;
  abstract paymentsSince(since: number): Promise<PaymentFact>;
  /** Payments that belong to nobody and came before. */
  abstract unmatchedBefore(before: number): Promise<number>;
  /** Open tickets of which a promise is broken. */
  abstract brokenTickets(now: number): Promise<number>;
  /** Differences that the last check of the books found; 0 before the first. */
  abstract booksWrong(): Promise<number>;
  /** Webhooks that were switched off, and not removed or switched on since. */
  abstract webhooksOff(): Promise<number>;
  /** Sign-ins that failed since; of very many, the last some thousand are looked at. */
  abstract failedSignInsSince(since: number): Promise<number>;
  abstract balances(): Promise<BalanceFact[]>;
  abstract keepBalance(fact: BalanceFact): Promise<void>;
}
