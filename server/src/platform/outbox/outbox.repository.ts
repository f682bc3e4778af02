import type { Stretch } from '../common/stretch.js';
import type { OutboxStatus } from '@signalbox/contracts/outbox';
import type { AttemptEnd, OutboxAttempt, OutboxEntry, OutboxItem } from './outbox.js';

export interface OutboxFilter {
  state?: OutboxStatus;
  kind?: string;
}

/** What waits of a kind. */
export interface Backlog {
  /** How many, counted up to a limit. */
  count: number;
  /** When the first of them is or was due, epoch ms; null when none waits. */
  firstDueAt: number | null;
}

/** Where what leaves the house waits. What has a cause in the database is put by that one's adapter, in its transaction. */
export abstract class OutboxRepository {
  /** In a transaction of its own. @returns its id; of a topic that is there already, that one's */
  abstract put(entry: OutboxEntry): Promise<string>;
  abstract find(id: string): Promise<OutboxItem | null>;
  abstract attempts(id: string): Promise<OutboxAttempt[]>;
  /** Newest first. */
  abstract list(filter: OutboxFilter, stretch: Stretch): Promise<OutboxItem[]>;
  /** Those whose time has come, of each kind so many and the first first: one question for all kinds, since it comes each second. */
  abstract due(most: ReadonlyMap<string, number>, now: number): Promise<OutboxItem[]>;
  abstract backlog(kind: string, limit: number): Promise<Backlog>;
  /**
   * Begins an attempt; unless it ends before, the item is due again then, with the same id.
   * @returns it as it is now; null when another server was first
   */
  abstract begin(item: OutboxItem, now: number, until: number): Promise<OutboxItem | null>;
  /** Nothing, when another attempt has begun since. */
  abstract end(item: OutboxItem, end: AttemptEnd): Promise<void>;
  /** Gives up what waits beyond its deadline, whether anybody delivers its kind or not. @returns how many */
  abstract expire(now: number): Promise<number>;
  /** Has it waiting again, at once, at least until a deadline. @returns whether it was not waiting */
  abstract replay(id: string, now: number, deadline: number): Promise<boolean>;
  /** Drops what was delivered, and what was given up, before. @returns how many, which may be a part */
  abstract drop(deliveredBefore: number, failedBefore: number): Promise<number>;
}
