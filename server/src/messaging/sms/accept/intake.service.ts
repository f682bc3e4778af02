import { Injectable } from '@nestjs/common';
import type { Remembered } from '../../../platform/common/idempotency/idempotency.js';
import { DispatcherService } from '../dispatch/dispatcher.service.js';
import { InFlightService } from '../dispatch/in-flight.service.js';
import { QueueService } from '../dispatch/queue.service.js';
import type { Message } from '../message.js';
import { type ChunkOptions, MessageRepository, type NewRow } from '../message.repository.js';
import { ChangeWriterService } from '../status/change-writer.service.js';

/** Stores new messages and sets them on their way: straight to a channel that has room, or into the queue. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly repository: MessageRepository,
    private readonly queue: QueueService,
    private readonly inFlight: InFlightService,
    private readonly dispatcher: DispatcherService,
    private readonly writer: ChangeWriterService,
  ) {}

  /** Resolves after the commit; to the earlier answer when one is remembered, and then nothing was stored. */
  async store(row: NewRow): Promise<Remembered | null> {
    const { message } = row;
    this.queue.requestBegan();
    this.route(message);
    try {
      const earlier = await this.repository.insert(row);
      if (earlier === null) this.release(message);
      else this.takeBack(message);
      return earlier;
    } catch (error) {
      this.lookLater(message);
      this.takeBack(message);
      throw error;
    } finally {
      this.queue.requestEnded();
    }
  }

  /** A chunk in one transaction. */
  async storeMany(messages: Message[], options: ChunkOptions): Promise<void> {
    for (const message of messages) this.route(message);
    let stored = new Set<Message>();
    try {
      stored = new Set(await this.repository.insertMany(messages, options));
    } catch (error) {
      for (const message of messages) this.lookLater(message);
      throw error;
    } finally {
      for (const message of messages) {
        if (stored.has(message)) this.release(message);
        else this.takeBack(message);
      }
    }
  }

  private route(message: Message): void {
    if (message.status !== 'queued' || this.queue.reserve(message, message.createdAt)) return;
    message.reason = this.queue.closedReason(message, message.createdAt);
  }

  /** Stored: now others may see it and a worker may have it. */
  private release(message: Message): void {
    this.writer.tell(message);
    if (message.status === 'dispatched') this.inFlight.dispatch(message);
    else {
      this.queue.offer(message, Date.now());
      this.dispatcher.wake();
    }
  }

  /** It may be stored although nobody was told: what is dispatched is found by StraySweepService, what waits by the reader. */
  private lookLater(message: Message): void {
    if (message.status === 'queued') this.queue.leave(message);
  }

  private takeBack(message: Message): void {
    if (message.status === 'dispatched') this.queue.giveBack(message, message.createdAt);
  }
}
