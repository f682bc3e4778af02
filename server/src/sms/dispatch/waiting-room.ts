import { LANES, type Lane, type Message } from '../message.js';
import { LaneChooser } from './lanes.js';
import { type RouteKey, routeOf } from './router.js';

/** First in, first out, without moving what stays. */
class Fifo {
  private items: Message[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(message: Message): void {
    this.items.push(message);
  }

  peek(): Message | undefined {
    return this.items[this.head];
  }

  shift(): void {
    this.head += 1;
    if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }

  drain(): Message[] {
    const rest = this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return rest;
  }

  removeWhere(condition: (message: Message) => boolean): Message[] {
    const removed: Message[] = [];
    this.items = this.drain().filter((message) => {
      if (!condition(message)) return true;
      removed.push(message);
      return false;
    });
    return removed;
  }
}

class Route {
  readonly lanes = LANES.map(() => new Fifo());
  private readonly chooser = new LaneChooser();

  get size(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.length, 0);
  }

  fifo(lane: Lane): Fifo {
    return this.lanes[lane] as Fifo;
  }

  choose(): Lane | null {
    return this.chooser.choose((lane) => this.fifo(lane).length > 0);
  }
}

/**
 * The front of the queue, in memory: messages whose route is open, by route and lane. Everything in it is also in the
 * database as `queued`; what does not fit stays there alone until there is room.
 */
export class WaitingRoom {
  private readonly routes = new Map<RouteKey, Route>();
  private readonly ids = new Set<string>();
  private readonly perLane = [0, 0, 0];

  constructor(private readonly capacityPerLane: number) {}

  has(id: string): boolean {
    return this.ids.has(id);
  }

  isFull(lane: Lane): boolean {
    return (this.perLane[lane] ?? 0) >= this.capacityPerLane;
  }

  get size(): number {
    return this.ids.size;
  }

  sizeOf(route: RouteKey): number {
    return this.routes.get(route)?.size ?? 0;
  }

  routesWaiting(): RouteKey[] {
    return [...this.routes].filter(([, route]) => route.size > 0).map(([key]) => key);
  }

  enter(message: Message): void {
    if (this.ids.has(message.id)) return;
    const key = routeOf(message);
    let route = this.routes.get(key);
    if (!route) this.routes.set(key, (route = new Route()));
    route.fifo(message.lane).push(message);
    this.count(message, 1);
  }

  /**
   * Takes messages of a route, lane by lane, as long as `accept` takes them; the first it refuses stays at the front.
   */
  take(key: RouteKey, accept: (message: Message) => boolean): void {
    const route = this.routes.get(key);
    for (let lane = route?.choose() ?? null; route && lane !== null; lane = route.choose()) {
      const fifo = route.fifo(lane);
      const message = fifo.peek();
      if (!message || !accept(message)) return;
      fifo.shift();
      this.count(message, -1);
    }
  }

  /** Empties a route that closed; its messages are in the database and are read again when it opens. */
  evict(key: RouteKey): Message[] {
    const messages = this.routes.get(key)?.lanes.flatMap((lane) => lane.drain()) ?? [];
    for (const message of messages) this.count(message, -1);
    return messages;
  }

  removeWhere(condition: (message: Message) => boolean): Message[] {
    const removed = [...this.routes.values()].flatMap((route) =>
      route.lanes.flatMap((lane) => lane.removeWhere(condition)),
    );
    for (const message of removed) this.count(message, -1);
    return removed;
  }

  private count(message: Message, by: 1 | -1): void {
    this.perLane[message.lane] = (this.perLane[message.lane] ?? 0) + by;
    if (by === 1) this.ids.add(message.id);
    else this.ids.delete(message.id);
  }
}
