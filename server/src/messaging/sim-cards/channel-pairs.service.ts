import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type PairUse, PairUsesService } from '../pairs/pair-uses.service.js';
import type { ChannelRecord } from './channel.js';
import { ChannelsService } from './channels.service.js';

/** Channels refer to the pairs that they are assigned to, and providers to those they have a price of their own for. */
@Injectable()
export class ChannelPairsService implements PairUse, OnModuleInit {
  constructor(
    private readonly channels: ChannelsService,
    private readonly uses: PairUsesService,
  ) {}

  onModuleInit(): void {
    this.uses.register(this);
  }

  async forget(pairId: string): Promise<void> {
    for (const channel of this.channels.all) {
      const { pairIds, prices } = channel.record;
      if (!pairIds.includes(pairId) && !(pairId in prices)) continue;
      await this.channels.update(channel, (record) => without(pairId, record));
    }
  }
}

function without(pairId: string, record: ChannelRecord): Pick<ChannelRecord, 'pairIds' | 'prices'> {
  const { [pairId]: _, ...prices } = record.prices;
  return { pairIds: record.pairIds.filter((id) => id !== pairId), prices };
}
