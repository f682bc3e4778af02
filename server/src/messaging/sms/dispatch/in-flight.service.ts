import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { Channel } from '../../sim-cards/channel.js';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import { WorkersEvents } from '../../workers/workers.events.js';
import { ChangeBuilder } from '../change.js';
import type { Message } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { ChangeWriterService } from '../status/change-writer.service.js';
import { JobOutboxService } from './job-outbox.service.js';

const WATCH_MS = 2_000;
/** How long a worker may take to say that it has a job, before the job is sent again. */
const ACCEPT_WITHIN_MS = 10_000;
/** Messages that only wait for their report are kept to save a look-up; the oldest make way. */
const KEPT = 100_000;
const PAGE = 2_000;
/** A worker that says nothing for so long about a message that it was given will not any more. */
const GIVE_UP_MS = 24 * 3_600_000;
const GIVE_UP_EVERY_MS = 300_000;

/** The messages at the workers. A job goes out again until its worker has it, and when a worker's session begins. */
@Injectable()
export class InFlightService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InFlightService.name);
  private readonly messages = new Map<string, Message>();
  /** When each job without an `accepted` was last sent. */
  private readonly unaccepted = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private giveUpTimer: NodeJS.Timeout | null = null;
  private subscription: Subscription | null = null;

  constructor(
    private readonly repository: MessageRepository,
    private readonly channels: ChannelsService,
    private readonly outbox: JobOutboxService,
    private readonly workers: WorkersEvents,
    private readonly writer: ChangeWriterService,
  ) {}

  /** What was under way when the last server ended is under way again. */
  async onApplicationBootstrap(): Promise<void> {
    let after = 0;
    for (;;) {
      const page = await this.repository.dispatched(after, PAGE);
      for (const message of page) {
        this.hold(message);
      }
      after = page.at(-1)?.seq ?? after;
      if (page.length < PAGE) break;
    }
    this.subscription = this.workers.sessionBegan.subscribe((workerId) => this.sendAllAgain(workerId));
    this.timer = setInterval(() => this.sendUnacceptedAgain(Date.now()), WATCH_MS);
    this.giveUpTimer = setInterval(() => this.giveUp(Date.now()), GIVE_UP_EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
    if (this.giveUpTimer) clearInterval(this.giveUpTimer);
    this.subscription?.unsubscribe();
  }

  get size(): number {
    return this.messages.size;
  }

  has(id: string): boolean {
    return this.messages.has(id);
  }

  /** The ids of those that were dispatched before a time and have not left since, each with its version. */
  dispatchedBefore(time: number): Map<string, number> {
    const ids = new Map<string, number>();
    for (const { id, status, updatedAt, version } of this.messages.values()) {
      if (status === 'dispatched' && updatedAt < time) ids.set(id, version);
    }
    return ids;
  }

  /** A message was dispatched: its job goes out. */
  dispatch(message: Message): void {
    // Found in the database before its commit was answered: it is counted once.
    if (this.messages.get(message.id)?.status === 'dispatched') this.channelOf(message)?.release(message.workerId);
    this.messages.set(message.id, message);
    this.makeRoom();
    this.send(message, Date.now());
  }

  /** The messages of some ids, from memory where possible. Ids that are no message of ours are left out. */
  async find(ids: Iterable<string>): Promise<Map<string, Message>> {
    const found = new Map<string, Message>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const message = this.messages.get(id);
      if (message) found.set(id, message);
      else missing.push(id);
    }
    for (let start = 0; start < missing.length; start += 500) {
      for (const row of await this.repository.findMany(missing.slice(start, start + 500))) {
        const held = this.messages.get(row.id);
        if (!held && row.status === 'dispatched') this.hold(row);
        found.set(row.id, held ?? row);
      }
    }
    return found;
  }

  /** A dispatched message that was found in the database and is held by nobody. Its job goes out: a worker that has it says so. */
  adopt(message: Message): void {
    if (this.messages.has(message.id)) return;
    this.hold(message);
    this.send(message, Date.now());
  }

  /**
   * Reads anew what may be out of date, since somebody else changed it or a commit was not answered; answers how many had
   * left their workers without a word here.
   */
  async refresh(ids: readonly string[]): Promise<number> {
    let left = 0;
    for (let start = 0; start < ids.length; start += 500) {
      const some = ids.slice(start, start + 500);
      const rows = new Map((await this.repository.findMany(some)).map((row) => [row.id, row]));
      for (const id of some) {
        const held = this.messages.get(id);
        const row = rows.get(id);
        // What is stored now may have been told here while it was read.
        if (!held || (row && row.version <= held.version)) continue;
        this.drop(held);
        if (row?.status === 'dispatched') this.hold(row);
        else if (held.status === 'dispatched') left += 1;
      }
    }
    return left;
  }

  /** A message changed by its worker's word. */
  settle(message: Message): void {
    if (message.heldAt !== null || message.status !== 'dispatched') this.unaccepted.delete(message.id);
    if (message.status !== 'dispatched' && message.status !== 'sent') this.messages.delete(message.id);
  }

  /** The worker that a message's attempt was given to; of rows from before that was stored, who holds the channel. */
  workerOf(message: Message): string | null {
    return message.workerId ?? this.channelOf(message)?.record.workerId ?? null;
  }

  /** A worker's session began: it is told everything that it should hold, also of channels that another holds by now. */
  private sendAllAgain(workerId: string): void {
    const now = Date.now();
    for (const message of this.messages.values()) {
      if (message.status === 'dispatched' && this.workerOf(message) === workerId) {
        this.send(message, now);
      }
    }
  }

  private sendUnacceptedAgain(now: number): void {
    for (const [id, sentAt] of this.unaccepted) {
      // In the order they were sent: the first young one ends the search.
      if (now - sentAt < ACCEPT_WITHIN_MS) return;
      const message = this.messages.get(id);
      this.unaccepted.delete(id);
      if (message?.status === 'dispatched' && message.heldAt === null) this.send(message, now);
    }
  }

  /** Its worker is gone for good, or its channel was removed: whether it left is not known, so it is not sent again. */
  giveUp(now: number): void {
    for (const message of this.messages.values()) {
      if (message.status !== 'dispatched' || now - message.updatedAt < GIVE_UP_MS) continue;
      const change = new ChangeBuilder(message).step('uncertain', now, {
        reason: 'its worker did not say what became of it',
      });
      this.writer.write(change).then(
        (done) => {
          if (!done) return void this.refresh([message.id]).catch(() => undefined);
          this.channelOf(message)?.release(message.workerId);
          this.settle(message);
        },
        (error: unknown) => this.logger.error({ error }, 'a message could not be given up; it is tried again'),
      );
    }
  }

  private hold(message: Message): void {
    this.messages.set(message.id, message);
    this.channelOf(message)?.restoreInFlight(message.workerId);
  }

  private drop(message: Message): void {
    this.messages.delete(message.id);
    this.unaccepted.delete(message.id);
    if (message.status === 'dispatched') this.channelOf(message)?.release(message.workerId);
  }

  private send(message: Message, now: number): void {
    if (message.heldAt === null) {
      this.unaccepted.delete(message.id);
      this.unaccepted.set(message.id, now);
    }
    const channel = this.channelOf(message);
    const workerId = this.workerOf(message);
    if (!channel || workerId === null) return;
    // A channel that moved is no word about the worker that had it before, which may give the message back.
    const isReady = workerId === channel.record.workerId ? channel.online : this.channels.hasWorker(workerId);
    if (isReady) this.outbox.add(message, channel, workerId);
  }

  private channelOf(message: Message): Channel | undefined {
    return message.channelId === null ? undefined : this.channels.find(message.channelId);
  }

  private makeRoom(): void {
    if (this.messages.size <= KEPT) return;
    for (const message of this.messages.values()) {
      if (message.status === 'sent') this.messages.delete(message.id);
      if (this.messages.size <= KEPT * 0.9) return;
    }
  }
}
