import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { DroppedPacketsService } from '../../platform/modem-bus/dropped-packets.service.js';
import type { Channel } from './channel.js';
import { type ChannelClaim, ChannelsEvents } from './channels.events.js';

/** Has in the product's log which worker got a channel, and which one announced it in vain: messages go where it is. */
@Injectable()
export class ChannelLogService implements OnModuleDestroy {
  private readonly subscriptions;

  constructor(
    private readonly log: SystemLogService,
    private readonly packets: DroppedPacketsService,
    events: ChannelsEvents,
  ) {
    this.subscriptions = [
      events.moved.subscribe((claim) => this.moved(claim)),
      events.contested.subscribe((claim) => this.contested(claim)),
    ];
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private moved({ channel, holder, claimant }: ChannelClaim): void {
    const details = `${nameOf(channel)} moved from worker ${holder} to worker ${claimant}`;
    this.log.record({ action: `${kindOf(channel)}.moved`, details, status: 'ok', senderSim: channel.record.number });
  }

  private contested({ channel, holder, claimant }: ChannelClaim): void {
    const details = `worker ${claimant} announces ${nameOf(channel)}, which worker ${holder} holds; it stays there`;
    const action = `${kindOf(channel)}.contested`;
    this.log.record({ action, details, status: 'failed', senderSim: channel.record.number });
    this.packets.refuse('channel', details);
  }
}

const kindOf = ({ record }: Channel): string => (record.kind === 'sim' ? 'sim_card' : 'provider');

const nameOf = ({ id, record }: Channel): string => `${record.kind === 'sim' ? 'SIM card' : 'provider'} ${id}`;
