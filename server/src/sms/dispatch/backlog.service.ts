import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ChangeBuilder } from '../change.js';
import { LANES, type Lane, type Message, hasExpired } from '../message.js';
import { MessageRepository, QUEUE_START, type QueuePosition } from '../message.repository.js';
import { ChangeWriter } from '../status/change-writer.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { InFlight } from './in-flight.service.js';
import { QueueService } from './queue.service.js';

const TICK_MS = 500;
const PAGE = 500;
/** From time to time all that waits is read again: what expired in the meantime, and whatever was passed over. */
const REWIND_MS = 30_000;

/**
 * Reads what waits in the database into the waiting room: everything at the start, later what became due, what had no
 * room, and, when channels open, what nothing could carry before. It walks the queue's index in order, page by page.
 */
@Injectable()
export class Backlog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Backlog.name);
  private readonly positions: QueuePosition[] = LANES.map(() => QUEUE_START);
  private rewoundAt = 0;
  private open = '';
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
      this.rewindWhenNeeded(Date.now());
      for (const lane of LANES) await this.readLane(lane);
    } catch (error) {
      this.logger.error({ error }, 'the queue could not be read; it is tried again');
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.tick(), TICK_MS);
  }

  /** When channels opened, what was passed over may go now. */
  private rewindWhenNeeded(now: number): void {
    const open = this.queue.openChannels(now).join();
    const due = now - this.rewoundAt >= REWIND_MS && !LANES.some((lane) => this.queue.isBehind(lane));
    if (open === this.open && !due) return;
    this.open = open;
    this.rewoundAt = now;
    for (const lane of LANES) this.positions[lane] = QUEUE_START;
  }

  private async readLane(lane: Lane): Promise<void> {
    for (let more = true; more && !this.stopped;) {
      if (this.queue.room.isFull(lane)) return;
      const page = await this.repository.waiting(lane, this.positions[lane] ?? QUEUE_START, Date.now(), PAGE);
      const now = Date.now();
      await Promise.all(page.map((message) => this.read(message, now)));
      const last = page.at(-1);
      if (last) this.positions[lane] = { dueAt: last.dueAt, seq: last.seq };
      more = page.length === PAGE;
      this.queue.setBehind(lane, more);
      this.dispatcher.wake();
      if (more) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async read(message: Message, now: number): Promise<void> {
    if (this.queue.room.has(message.id) || this.inFlight.has(message.id)) return;
    const change = new ChangeBuilder(message);
    const reason = this.queue.closedReason(message, now);
    if (hasExpired(message, now)) change.step('expired', now, { reason: 'its validity passed in the queue' });
    else if (this.queue.isGone(message)) change.step('failed', now, { reason });
    else {
      if (message.status === 'scheduled') change.step('queued', now);
      if (message.reason !== reason) change.patch(now, { reason });
    }
    // Reasons alone need not be awaited one by one; a new status must be, before the message is dispatched.
    const written = this.writer.write(change);
    if (change.current.status === message.status) {
      written.catch((error: unknown) => this.logger.error({ error }, 'a reason could not be stored'));
    } else if (!(await written)) return;
    if (message.status === 'queued' && reason === null) this.queue.room.enter(message);
  }
}
