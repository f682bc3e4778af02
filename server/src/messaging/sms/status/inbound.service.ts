import { Injectable } from '@nestjs/common';
import { segmentsOf } from '@signalbox/codec/segments';
import type { InboundEvent } from '@signalbox/contracts/bus';
import { Config } from '../../../platform/config/config.js';
import type { Channel } from '../../sim-cards/channel.js';
import { RoutingService } from '../dispatch/routing.service.js';
import { type Message, blankMessage, laneOf } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { ChangeWriterService } from './change-writer.service.js';
import { countryOf, senderOf } from './inbound-sender.js';
import { storable } from './inbound-text.js';
import { OptOutsService } from './opt-outs.service.js';

/** Messages that came in. Their ids are the workers', so that an event that comes twice is stored once. */
@Injectable()
export class InboundService {
  constructor(
    private readonly repository: MessageRepository,
    private readonly routing: RoutingService,
    private readonly writer: ChangeWriterService,
    private readonly config: Config,
    private readonly optOuts: OptOutsService,
  ) {}

  /**
   * Resolves when they are stored. One that names a channel which another worker holds is kept without it, so that it
   * neither shows as that SIM card's nor is answered by it: the worker may have held it when the message came.
   * @returns how many did
   */
  async receive(workerId: string, events: InboundEvent[]): Promise<number> {
    if (events.length === 0) return 0;
    const channels = events.map(({ channel }) => this.routing.channels.findByKey(channel));
    const own = channels.map((channel) => (channel?.record.workerId === workerId ? channel : undefined));
    const messages = events.map((event, index) => this.toMessage(event, own[index]));
    const asked = this.optOuts.among(messages);
    await this.optOuts.apply(asked);
    const stored = await this.repository.insertMany(messages, { known: true });
    for (const message of stored) this.writer.tell(message);
    await this.optOuts.takeBack(asked);
    await this.optOuts.answer(asked);
    return channels.filter((channel, index) => channel !== own[index]).length;
  }

  private toMessage(event: InboundEvent, channel: Channel | undefined): Message {
    const text = storable(event.text);
    const { encoding, segments } = segmentsOf(text);
    const { pairs } = this.routing;
    const country = () => countryOf(channel, (id) => pairs.find(id), this.config.env.DEFAULT_COUNTRY);
    const made = {
      id: event.id,
      direction: 'inbound',
      status: 'received',
      peer: senderOf(event.from, country),
      text,
      encoding,
      segments,
      lane: laneOf('normal'),
      // Lists are in the order of arrival here; when the modem had it is in the history.
      createdAt: Date.now(),
    } as const;
    return {
      ...blankMessage(made),
      channelId: channel?.id ?? null,
      ownNumber: channel?.ownNumber ?? null,
      maxAttempts: 1,
    };
  }
}
