import { LANES, type Lane, type Message } from '../message.js';
import { Fifo } from './fifo.js';
import { LaneChooser } from './lanes.js';
import { type RouteKey, isDetour, routeKeyOf } from './router.js';

/** What became of an offer: the message goes; its route has no room just now; nothing more goes for now. */
export type Taken = 'taken' | 'refused' | 'stop';

/**
 * How many messages a lane holds in all; how many of one route, and how many of it even in a lane that is full; and how
 * many of a route are read ahead from the database, where they lie well.
 */
export interface RoomSize {
  perLane: number;
  perRoute: number;
  least: number;
  ahead: number;
}

/** The messages of one route. */
class Queue {
  readonly lanes = LANES.map(() => new Fifo<Message>());
  /** Whether it is among those that take turns, by lane. */
  readonly takesTurns = LANES.map(() => false);
  size = 0;
  readonly isDetour: boolean;

  constructor(readonly key: RouteKey) {
    this.isDetour = isDetour(key);
  }

  fifo(lane: Lane): Fifo<Message> {
    return this.lanes[lane] as Fifo<Message>;
  }
}

/**
 * The front of the queue, in memory: messages whose route is open, by route and lane. Everything in it is also in the
 * database as `queued`; what does not fit stays there alone until there is room. No route can fill it for the others.
 */
export class WaitingRoom {
  /** Programs' runs of which nothing may enter. */
  readonly barredRuns = new Set<number>();
  private readonly queues = new Map<RouteKey, Queue>();
  /** Those that hold something. */
  private readonly waiting = new Map<RouteKey, Queue>();
  /** Who is next, by lane. */
  private readonly turns = LANES.map(() => new Fifo<Queue>());
  private readonly chooser = new LaneChooser();
  private readonly ids = new Set<string>();
  private readonly perLane = [0, 0, 0];

  constructor(private readonly capacity: RoomSize) {}

  has(id: string): boolean {
    return this.ids.has(id);
  }

  get size(): number {
    return this.ids.size;
  }

  sizeOf(key: RouteKey): number {
    return this.ids.size === 0 ? 0 : (this.waiting.get(key)?.size ?? 0);
  }

  hasRoom(key: RouteKey, lane: Lane): boolean {
    return this.heldOf(key, lane) < this.shareOf(lane);
  }

  /** The same for one that is read from the database. */
  hasRoomAhead(key: RouteKey, lane: Lane): boolean {
    return this.heldOf(key, lane) < this.aheadOf(lane);
  }

  /** Whether a route has so little left in memory that more should be read. */
  runsLow(key: RouteKey, lane: Lane): boolean {
    return this.heldOf(key, lane) < this.aheadOf(lane) / 2;
  }

  /** The routes that hold something. */
  routesWaiting(): Iterable<RouteKey> {
    return this.waiting.keys();
  }

  isBarred({ runId }: Pick<Message, 'runId'>): boolean {
    return runId !== null && this.barredRuns.has(runId);
  }

  enter(message: Message): void {
    if (this.ids.has(message.id) || this.isBarred(message)) return;
    const key = routeKeyOf(message);
    let queue = this.queues.get(key);
    if (!queue) this.queues.set(key, (queue = new Queue(key)));
    queue.fifo(message.lane).push(message);
    if (!queue.takesTurns[message.lane]) {
      queue.takesTurns[message.lane] = true;
      this.turnsOf(message.lane).push(queue);
    }
    this.count(queue, message, 1);
  }

  /**
   * Offers messages, lane by lane as they share the turns, and within a lane one of each route after the other. A route
   * that is refused keeps its message, and its place for the next time; the others go on. One without room for patient
   * messages may have some for urgent ones, which take dearer channels, too.
   */
  take(offer: (message: Message, key: RouteKey) => Taken): void {
    const refused = new Map<Queue, Lane>();
    const passed = LANES.map((): Queue[] => []);
    const isReady = (lane: Lane) => this.toNext(lane, refused, passed[lane] ?? []);
    const isHeld = (lane: Lane) => (passed[lane]?.length ?? 0) > 0;
    for (let answer: Taken = 'taken'; answer !== 'stop';) {
      const lane = this.chooser.choose(isReady, isHeld);
      const queue = lane === null ? undefined : this.turnsOf(lane).peek();
      const message = lane === null ? undefined : queue?.fifo(lane).peek();
      if (lane === null || !queue || !message) break;
      answer = offer(message, queue.key);
      if (answer !== 'taken') this.chooser.undo();
      // Asked for one lane, a route that has nothing for urgent messages has nothing for the others.
      if (answer === 'refused') refused.set(queue, lane === 0 ? 0 : 1);
      if (answer === 'taken') this.served(queue, lane, message);
    }
    for (const lane of LANES) this.turnsOf(lane).putBack(passed[lane] ?? []);
  }

  /** Empties a route that closed; its messages are in the database and are read again when it opens. */
  evict(key: RouteKey): Message[] {
    const queue = this.queues.get(key);
    if (!queue) return [];
    const messages = queue.lanes.flatMap((fifo) => fifo.drain());
    for (const message of messages) this.count(queue, message, -1);
    return messages;
  }

  /** Takes messages out, if any of them is here: looking through the whole room costs. */
  remove(ids: readonly string[]): void {
    if (!ids.some((id) => this.ids.has(id))) return;
    const gone = new Set(ids);
    this.removeWhere(({ id }) => gone.has(id));
  }

  removeWhere(condition: (message: Message) => boolean): Message[] {
    const removed: Message[] = [];
    for (const queue of [...this.waiting.values()]) {
      const own = queue.lanes.flatMap((fifo) => fifo.removeWhere(condition));
      for (const message of own) this.count(queue, message, -1);
      removed.push(...own);
    }
    return removed;
  }

  /** Moves to the next route of a lane that has something and was not refused; false when there is none. */
  private toNext(lane: Lane, refused: ReadonlyMap<Queue, Lane>, passed: Queue[]): boolean {
    const turns = this.turnsOf(lane);
    for (let queue = turns.peek(); queue; queue = turns.peek()) {
      if (queue.fifo(lane).length === 0) queue.takesTurns[lane] = false;
      else if ((refused.get(queue) ?? Infinity) <= lane) passed.push(queue);
      else return true;
      turns.shift();
    }
    return false;
  }

  private served(queue: Queue, lane: Lane, message: Message): void {
    const turns = this.turnsOf(lane);
    queue.fifo(lane).shift();
    this.count(queue, message, -1);
    turns.shift();
    if (queue.fifo(lane).length > 0) turns.push(queue);
    else queue.takesTurns[lane] = false;
  }

  private turnsOf(lane: Lane): Fifo<Queue> {
    return this.turns[lane] as Fifo<Queue>;
  }

  private heldOf(key: RouteKey, lane: Lane): number {
    return this.waiting.get(key)?.fifo(lane).length ?? 0;
  }

  private shareOf(lane: Lane): number {
    const { perLane, perRoute, least } = this.capacity;
    return (this.perLane[lane] ?? 0) < perLane ? perRoute : least;
  }

  private aheadOf(lane: Lane): number {
    return Math.min(this.shareOf(lane), this.capacity.ahead);
  }

  private count(queue: Queue, message: Message, by: 1 | -1): void {
    this.perLane[message.lane] = (this.perLane[message.lane] ?? 0) + by;
    queue.size += by;
    if (queue.size > 0) this.waiting.set(queue.key, queue);
    else {
      this.waiting.delete(queue.key);
      // There are as many as ways to fail over.
      if (queue.isDetour) this.queues.delete(queue.key);
    }
    if (by === 1) this.ids.add(message.id);
    else this.ids.delete(message.id);
  }
}
