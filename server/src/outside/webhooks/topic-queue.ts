import type { DueDelivery } from './delivery.js';

/** Where one that must wait goes. */
export interface Postponed {
  seq: number;
  dueAt: number;
}

/**
 * The deliveries of an endpoint that are due, in their order: one at a time of a topic, and the next one when that has arrived
 * or was given up. One that comes again later has those behind it come again after it.
 */
export class TopicQueue {
  private waiting: DueDelivery[] = [];
  /** Taken over from the database, until it knows what became of them. */
  private readonly held = new Set<number>();
  /** At the receiver, or to come again. */
  private readonly shut = new Set<string>();

  /** How many wait here to be sent. */
  get length(): number {
    return this.waiting.length;
  }

  /** How many rows may be read that are known here. */
  get known(): number {
    return this.held.size;
  }

  /**
   * Takes rows as the database has them, in the order in which they are due.
   * @param barredUntil until when nothing goes where one goes; 0 when something may
   * @returns those that wait for that, or for one that is due later, or that was not read with them
   */
  take(rows: readonly DueDelivery[], barredUntil: (row: DueDelivery) => number = () => 0): Postponed[] {
    const postponed: Postponed[] = [];
    for (const row of rows) {
      if (this.held.has(row.seq)) continue;
      const until = barredUntil(row);
      if (until > 0) postponed.push({ seq: row.seq, dueAt: until });
      else if (row.first === row.seq || this.held.has(row.first)) {
        this.held.add(row.seq);
        this.waiting.push(row);
      } else postponed.push({ seq: row.seq, dueAt: row.firstDueAt });
    }
    return postponed;
  }

  /** The first one whose topic is free, and that may go; it is under way then. */
  next(mayGo: (row: DueDelivery) => boolean = () => true): DueDelivery | null {
    const index = this.waiting.findIndex((row) => (row.topic === null || !this.shut.has(row.topic)) && mayGo(row));
    const [one] = index < 0 ? [] : this.waiting.splice(index, 1);
    if (!one) return null;
    if (one.topic !== null) this.shut.add(one.topic);
    return one;
  }

  /** It has arrived, or was given up: the next of its topic may go. */
  passed({ topic }: Pick<DueDelivery, 'topic'>): void {
    if (topic !== null) this.shut.delete(topic);
  }

  /** The database knows what became of it. One that comes again takes those behind it along. */
  settled({ seq, topic }: Pick<DueDelivery, 'seq' | 'topic'>, comesAgain: boolean): void {
    this.held.delete(seq);
    if (!comesAgain || topic === null) return;
    for (const other of this.waiting) if (other.topic === topic) this.held.delete(other.seq);
    this.waiting = this.waiting.filter((other) => other.topic !== topic);
    this.shut.delete(topic);
  }

  /** Lets go of some that were not sent. @returns them */
  drop(isOne: (row: DueDelivery) => boolean): number[] {
    const seqs = this.waiting.filter(isOne).map(({ seq }) => seq);
    this.waiting = this.waiting.filter((row) => !isOne(row));
    for (const seq of seqs) this.held.delete(seq);
    return seqs;
  }

  /** The same for all. */
  clear(): void {
    this.drop(() => true);
  }
}
