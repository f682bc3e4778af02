import { Injectable } from '@nestjs/common';
import type { JobEvent } from '@signalbox/contracts/bus';
import { ChannelsService } from '../../sim-cards/channels.service.js';
import type { ChangeBuilder } from '../change.js';
import { Dispatcher } from '../dispatch/dispatcher.service.js';
import { InFlight } from '../dispatch/in-flight.service.js';
import type { Message } from '../message.js';
import { ChangeWriter } from './change-writer.service.js';
import { foldReports } from './fold.js';

/** How often a message that somebody else changed meanwhile is read again. */
const TRIES = 3;

/** What workers report becomes the messages' status. */
@Injectable()
export class StatusService {
  constructor(
    private readonly inFlight: InFlight,
    private readonly writer: ChangeWriter,
    private readonly channels: ChannelsService,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Resolves when everything the reports change is committed. Reports about messages that are not ours are passed over. */
  async apply(reports: JobEvent[]): Promise<void> {
    let left = reports;
    for (let attempt = 1; left.length > 0; attempt++) {
      const messages = await this.inFlight.find(left.map(({ id }) => id));
      const stale = await this.write(messages, foldReports(messages, left, Date.now(), Math.random));
      left = left.filter(({ id }) => stale.has(id));
      if (left.length > 0 && attempt === TRIES)
        throw new Error(`${left.length} reports met messages that keep changing`);
    }
    this.dispatcher.wake();
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
        this.inFlight.forget(id);
        return;
      }
      this.inFlight.settle(message);
      if (wasDispatched && message.status !== 'dispatched' && message.channelId !== null) {
        this.channels.find(message.channelId)?.release();
      }
    });
    await Promise.all(writes);
    return stale;
  }
}
