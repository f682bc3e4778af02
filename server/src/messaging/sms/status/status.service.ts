import { Injectable } from '@nestjs/common';
import type { JobEvent } from '@signalbox/contracts/bus';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import type { ChangeBuilder } from '../change.js';
import { DispatcherService } from '../dispatch/dispatcher.service.js';
import { InFlightService } from '../dispatch/in-flight.service.js';
import { QueueService } from '../dispatch/queue.service.js';
import type { Message } from '../message.js';
import { ChangeWriterService } from './change-writer.service.js';
import { foldReports } from './fold.js';

/** How often a message that somebody else changed meanwhile is read again. */
const TRIES = 3;

/** What workers report becomes the messages' status. */
@Injectable()
export class StatusService {
  constructor(
    private readonly inFlight: InFlightService,
    private readonly writer: ChangeWriterService,
    private readonly channels: ChannelsService,
    private readonly dispatcher: DispatcherService,
    private readonly queue: QueueService,
  ) {}

  /**
   * Resolves when everything the reports change is committed. Reports about messages that are not ours, or whose attempt
   * was given to another worker, are passed over.
   * @returns how many were about another worker's attempt
   */
  async apply(workerId: string, reports: JobEvent[]): Promise<number> {
    let left = reports;
    let foreign = 0;
    for (let attempt = 1; left.length > 0; attempt++) {
      const messages = await this.inFlight.find(left.map(({ id }) => id));
      foreign += this.leaveOutForeign(messages, workerId, left);
      const now = Date.now();
      const isCarried = (message: Message) => this.queue.closedReason(message, now) === null;
      const stale = await this.write(messages, foldReports(messages, left, { now, random: Math.random, isCarried }));
      left = left.filter(({ id }) => stale.has(id));
      if (left.length > 0 && attempt === TRIES)
        throw new Error(`${left.length} reports met messages that keep changing`);
    }
    this.dispatcher.wake();
    return foreign;
  }

  /** Takes out the messages whose attempt another worker has; answers how many reports were about such an attempt. */
  private leaveOutForeign(messages: Map<string, Message>, workerId: string, reports: JobEvent[]): number {
    let foreign = 0;
    for (const message of messages.values()) {
      if (this.inFlight.workerOf(message) === workerId) continue;
      messages.delete(message.id);
      // Of an older attempt, which may have been this worker's, nothing would count anyway.
      foreign += reports.filter(({ id, attempt }) => id === message.id && attempt === message.attempt).length;
    }
    return foreign;
  }

  /** Answers the ids whose message in memory was out of date. */
  private async write(messages: Map<string, Message>, changes: Map<string, ChangeBuilder>): Promise<Set<string>> {
    const stale = new Set<string>();
    const writes = [...changes].map(async ([id, change]) => {
      const message = messages.get(id);
      if (!message) return;
      const wasDispatched = message.status === 'dispatched';
      if (!(await this.writer.write(change))) {
        stale.add(id);
        return;
      }
      this.inFlight.settle(message);
      if (wasDispatched && message.status !== 'dispatched' && message.channelId !== null) {
        this.channels.find(message.channelId)?.release(message.workerId);
      }
      // What goes on at once does not wait for the backlog reader, which may be past it.
      const now = Date.now();
      if (message.status === 'queued' && message.dueAt <= now) this.queue.offer(message, now);
    });
    await Promise.all(writes);
    await this.inFlight.refresh([...stale]);
    return stale;
  }
}
