import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { isWaiting } from '@signalbox/contracts/statuses';
import { ChangeBuilder } from '../change.js';
import { LANES, type Lane, type Message, hasExpired } from '../message.js';
import {
  MessageRepository,
  QUEUE_START,
  type QueuePosition,
  type StoredMessage,
  type WaitingMessage,
} from '../message.repository.js';
import { MassChangesService } from '../status/mass-changes.service.js';
import { DispatcherService } from './dispatcher.service.js';
import { InFlightService } from './in-flight.service.js';
import { QueueService } from './queue.service.js';

const TICK_MS = 500;
const PAGE = 1_000;
/** Whole messages are fetched so many at a time, which takes a few milliseconds. */
const FETCH = 200;
/** One reading takes so long at the most; what is left goes on in the next tick, which then comes at once. */
const TURN_MS = 200;
/** What became due so short a time ago may be on its way from acceptance into the room: it is not looked for yet. */
const SETTLE_MS = 250;
/** Everything that waits is read once more after so long, for whatever may have been missed. */
const REREAD_MS = 600_000;
/** How often one tick reads on for routes that run low. */
const REFILLS = 5;

/**
 * Reads what waits in the database into the waiting room: everything at the start, later what became due, and what had
 * no room. It walks the queue's index in order, page by page, and fetches whole messages only of routes that are open
 * and have room. What cannot enter is passed over once: from where on, is kept by route, and the reading goes on there
 * when the route opens or has room again.
 */
@Injectable()
export class BacklogService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(BacklogService.name);
  private readonly log = new OccasionalLog((line) => this.logger.error(line));
  private readonly positions: QueuePosition[] = LANES.map(() => QUEUE_START);
  private rereadAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly queue: QueueService,
    private readonly repository: MessageRepository,
    private readonly changes: MassChangesService,
    private readonly inFlight: InFlightService,
    private readonly dispatcher: DispatcherService,
  ) {}

  onApplicationBootstrap(): void {
    void this.tick();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async tick(): Promise<void> {
    let isDone = true;
    try {
      for (const lane of LANES) await this.refill(lane);
      this.rereadWhenNeeded(Date.now());
      for (const lane of LANES) isDone = (await this.readOn(lane)) && isDone;
    } catch (error) {
      this.log.note('backlog', `the queue could not be read; it is tried again: ${String(error)}`);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.tick(), isDone ? TICK_MS : 0);
  }

  /** From the beginning again: what named a channel that was removed has to be found, wherever it lies. */
  private rereadWhenNeeded(now: number): void {
    if (!this.queue.lostChannel() && now - this.rereadAt < REREAD_MS) return;
    this.rereadAt = now;
    for (const lane of LANES) this.positions[lane] = QUEUE_START;
  }

  /** From where the last reading stopped towards what is due by now; answers whether it came there. */
  private async readOn(lane: Lane): Promise<boolean> {
    const atEnd = await this.walk(lane, this.positions[lane] ?? QUEUE_START, {
      reached: (position) => (this.positions[lane] = position),
    });
    if (atEnd) this.queue.backlog(lane).caughtUp();
    return atEnd;
  }

  /** What open routes left in the database and have room for now. */
  private async refill(lane: Lane): Promise<void> {
    for (let round = 0; round < REFILLS; round++) {
      const needed = this.queue.refill(lane, Date.now());
      if (!needed) return;
      const enough = () => !needed.keys.some((key) => this.queue.room.hasRoomAhead(key, lane));
      await this.walk(lane, needed.from, { enough });
    }
  }

  /** Reads from a place on until the end, or enough, or for as long as it may; answers whether it came to the end. */
  private async walk(
    lane: Lane,
    start: QueuePosition,
    { reached, enough }: { reached?: (position: QueuePosition) => void; enough?: () => boolean },
  ): Promise<boolean> {
    const backlog = this.queue.backlog(lane);
    const deadline = performance.now() + TURN_MS;
    backlog.begin(start);
    let position = start;
    let atEnd = false;
    try {
      while (!atEnd && !this.stopped && !enough?.() && performance.now() < deadline) {
        const page = await this.repository.waiting(lane, position, Date.now() - SETTLE_MS, PAGE);
        await this.readPage(page, Date.now());
        const last = page.at(-1);
        if (last) position = { dueAt: last.dueAt, seq: last.seq };
        reached?.(position);
        atEnd = page.length < PAGE;
        this.dispatcher.wake();
        if (!atEnd) await nextTurn();
      }
    } finally {
      backlog.end(atEnd ? null : position);
    }
    return atEnd;
  }

  private async readPage(page: readonly WaitingMessage[], now: number): Promise<void> {
    const passedOver = new Set<string | number>();
    const wanted: string[] = [];
    for (const message of page) {
      // Those that have expired are ended by another, see ExpiryService.
      if (this.isKnown(message.id) || hasExpired(message, now)) continue;
      if (message.status === 'queued' && !this.queue.isGone(message)) {
        if (this.queue.room.isBarred(message)) continue;
        const key = this.queue.routeKey(message);
        if (passedOver.has(key)) continue;
        if (!this.queue.wants(message, now)) {
          passedOver.add(key);
          continue;
        }
      }
      wanted.push(message.id);
    }
    for (let start = 0; start < wanted.length; start += FETCH) {
      if (start > 0) await nextTurn();
      await this.take(wanted.slice(start, start + FETCH));
    }
  }

  /** Fetches messages that may enter, or are to be changed first. */
  private async take(ids: string[]): Promise<void> {
    const fetched = new Map((await this.repository.findMany(ids)).map((message) => [message.id, message]));
    const now = Date.now();
    const found: StoredMessage[] = [];
    for (const id of ids) {
      const message = fetched.get(id);
      // Meanwhile it may have gone elsewhere.
      if (message && isWaiting(message.status) && message.dueAt <= now && !this.isKnown(id)) found.push(message);
    }
    const make = (message: Message) => this.changeOf(message, now);
    const changing = found.filter((message) => make(message) !== null);
    await this.changes.change(changing, make);
    for (const message of found) {
      if (message.status === 'queued') this.queue.found(message, Date.now());
      // Somebody else was faster; what it is now is in the database.
      else if (message.status === 'scheduled') this.queue.leave(message);
    }
  }

  private changeOf(message: Message, now: number): ChangeBuilder | null {
    if (!isWaiting(message.status)) return null;
    const change = new ChangeBuilder(message);
    if (this.queue.isGone(message)) {
      return change.step('failed', now, { reason: this.queue.closedReason(message, now) });
    }
    return message.status === 'scheduled' ? change.step('queued', now) : null;
  }

  private isKnown(id: string): boolean {
    return this.queue.room.has(id) || this.inFlight.has(id);
  }
}

const nextTurn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));
