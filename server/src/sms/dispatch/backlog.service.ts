import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ChangeBuilder } from '../change.js';
import { LANES, type Lane, hasExpired } from '../message.js';
import { MessageRepository, QUEUE_START, type QueuePosition, type StoredMessage } from '../message.repository.js';
import { ChangeWriter } from '../status/change-writer.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { InFlight } from './in-flight.service.js';
import { QueueService } from './queue.service.js';

const TICK_MS = 500;
const PAGE = 500;
/** From time to time all that waits is read again: what expired in the meantime, and whatever was passed over. */
const REWIND_MS = 30_000;
/** A long queue takes long to read: at most this part of the time is spent on reading it again. */
const REWIND_COST_FACTOR = 20;
/** How often one tick reads on for routes that run low. */
const REFILLS = 5;

/**
 * Reads what waits in the database into the waiting room: everything at the start, later what became due, what had no
 * room, and, when channels open or routes change, what nothing could carry before. It walks the queue's index in order,
 * page by page, past what cannot enter: that of one route never holds up another's.
 */
@Injectable()
export class Backlog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Backlog.name);
  private readonly positions: QueuePosition[] = LANES.map(() => QUEUE_START);
  private situation = '';
  private rewoundAt = 0;
  private rewindMs = 0;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly queue: QueueService,
    private readonly repository: MessageRepository,
    private readonly writer: ChangeWriter,
    private readonly inFlight: InFlight,
    private readonly dispatcher: Dispatcher,
  ) {}

  onApplicationBootstrap(): void {
    void this.tick();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async tick(): Promise<void> {
    try {
      for (const lane of LANES) await this.refill(lane);
      const rewinds = this.rewindWhenNeeded(Date.now());
      for (const lane of LANES) await this.readOn(lane);
      if (rewinds) this.rewindMs = Date.now() - this.rewoundAt;
    } catch (error) {
      this.logger.error({ error }, 'the queue could not be read; it is tried again');
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.tick(), TICK_MS);
  }

  /** When channels opened or routes changed, what was passed over may go now, or has another reason to wait. */
  private rewindWhenNeeded(now: number): boolean {
    const situation = this.queue.situation(now);
    const rest = this.rewindMs * REWIND_COST_FACTOR;
    const since = now - this.rewoundAt;
    if (situation === this.situation ? since < Math.max(REWIND_MS, rest) : since < rest / 4) return false;
    this.situation = situation;
    this.rewoundAt = now;
    for (const lane of LANES) this.positions[lane] = QUEUE_START;
    return true;
  }

  /** From where the last reading stopped to what is due by now. */
  private async readOn(lane: Lane): Promise<void> {
    await this.walk(lane, this.positions[lane] ?? QUEUE_START, {
      reached: (position) => (this.positions[lane] = position),
    });
    if (!this.stopped) this.queue.backlog(lane).caughtUp();
  }

  /** What open routes left in the database and have room for now. */
  private async refill(lane: Lane): Promise<void> {
    if (this.queue.backlog(lane).isUnread) return;
    for (let round = 0; round < REFILLS; round++) {
      const needed = this.queue.refill(lane, Date.now());
      if (!needed) return;
      const enough = () => !needed.keys.some((key) => this.queue.room.hasRoom(key, lane));
      await this.walk(lane, needed.from, { enough });
    }
  }

  private async walk(
    lane: Lane,
    start: QueuePosition,
    { reached, enough }: { reached?: (position: QueuePosition) => void; enough?: () => boolean },
  ): Promise<void> {
    const backlog = this.queue.backlog(lane);
    backlog.begin(start);
    let atEnd = false;
    try {
      for (let position = start; !atEnd && !this.stopped && !enough?.();) {
        const page = await this.repository.waiting(lane, position, Date.now(), PAGE);
        const now = Date.now();
        await Promise.all(page.map((message) => this.read(message, now)));
        const last = page.at(-1);
        if (last) position = { dueAt: last.dueAt, seq: last.seq };
        reached?.(position);
        atEnd = page.length < PAGE;
        this.dispatcher.wake();
        if (!atEnd) await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      backlog.end(atEnd);
    }
  }

  private async read(message: StoredMessage, now: number): Promise<void> {
    if (this.queue.room.has(message.id) || this.inFlight.has(message.id)) return;
    const change = new ChangeBuilder(message);
    const reason = this.queue.closedReason(message, now);
    if (hasExpired(message, now)) change.step('expired', now, { reason: 'its validity passed in the queue' });
    else if (this.queue.isGone(message)) change.step('failed', now, { reason });
    else {
      if (message.status === 'scheduled') change.step('queued', now);
      if (message.reason !== reason) change.patch(now, { reason });
    }
    // Why it waits need not be awaited; what may be dispatched next must be as it is in the database.
    const written = this.writer.write(change);
    if (reason !== null && change.current.status === message.status) {
      written.catch((error: unknown) => this.logger.error({ error }, 'a reason could not be stored'));
    } else if (!(await written)) return this.queue.leave(message);
    if (message.status === 'queued') this.queue.found(message, now);
  }
}
