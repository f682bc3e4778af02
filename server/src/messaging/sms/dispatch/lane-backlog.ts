import type { QueuePosition } from '../message.repository.js';
import type { RouteKey } from './router.js';

/**
 * What of one lane is in the database alone, by route: from where on. New messages of such a route queue up behind it,
 * and it is read from there when the route has room. A route that is not here has all its messages in memory.
 */
export class LaneBacklog {
  private readonly from = new Map<RouteKey, QueuePosition>();
  /** The reading under way: routes of which it has left nothing so far, and what was added to them meanwhile. */
  private clean = new Set<RouteKey>();
  private readonly added = new Map<RouteKey, QueuePosition>();
  private unread = true;

  /** Before the lane was read to its end once, every route may have something there. */
  has(key: RouteKey): boolean {
    return this.unread || this.from.has(key);
  }

  /** Whether earlier ones of the route are left in the database: then this one, found there too, stays behind them. */
  hasBefore(key: RouteKey, position: QueuePosition): boolean {
    const from = this.from.get(key);
    return from !== undefined && !this.clean.has(key) && isBefore(from, position);
  }

  entries(): Iterable<[RouteKey, QueuePosition]> {
    return this.from;
  }

  /** A message that is stored and does not enter the room. */
  leave(key: RouteKey, position: QueuePosition): void {
    lower(this.clean.has(key) ? this.added : this.from, key, position);
  }

  /** A reading begins. */
  begin(start: QueuePosition): void {
    this.clean = new Set();
    this.added.clear();
    for (const [key, from] of this.from) if (!isBefore(from, start)) this.clean.add(key);
  }

  /** The reading leaves a message where it is. */
  passOver(key: RouteKey, position: QueuePosition): void {
    if (this.clean.delete(key)) this.from.set(key, earlier(position, this.added.get(key)));
    else lower(this.from, key, position);
  }

  /**
   * The reading ended. Of a route that it left nothing of, nothing is there before the place where it stopped.
   * @param at where it stopped; null is the lane's end
   */
  end(at: QueuePosition | null): void {
    for (const key of this.clean) {
      const from = this.from.get(key);
      const left = at && from && later(from, at);
      const added = this.added.get(key);
      if (left) this.from.set(key, earlier(left, added));
      else if (added) this.from.set(key, added);
      else this.from.delete(key);
    }
    this.clean.clear();
    this.added.clear();
  }

  /** All that is due was read. */
  caughtUp(): void {
    this.unread = false;
  }
}

/** Just before a message, so that a reading from there begins with it. */
export const before = ({ dueAt, seq }: QueuePosition): QueuePosition => ({ dueAt, seq: seq - 1 });

const isBefore = (a: QueuePosition, b: QueuePosition): boolean =>
  a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.seq < b.seq);

export const earlier = (a: QueuePosition, b: QueuePosition | undefined): QueuePosition => (b && isBefore(b, a) ? b : a);

const later = (a: QueuePosition, b: QueuePosition): QueuePosition => (isBefore(a, b) ? b : a);

const lower = (positions: Map<RouteKey, QueuePosition>, key: RouteKey, position: QueuePosition): void =>
  void positions.set(key, earlier(position, positions.get(key)));
