import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { givenKey } from '@signalbox/contracts/providers';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { Config } from '../../platform/config/config.js';
import type { Channel, ChannelRecord } from '../sim-cards/channel.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { requireUsable } from './account.js';
import { type NewHeld, ProviderBookService } from './provider-book.service.js';
import { ProviderTellingService } from './provider-telling.service.js';

/** What a new provider's channel begins with. */
export type ProviderFields = Pick<
  ChannelRecord,
  'label' | 'status' | 'ratePerMinute' | 'dailyCap' | 'window' | 'pairIds' | 'price' | 'prices'
> & { workerId: string };

/** Makes, changes and removes providers that the server gives to workers, and tells those. */
@Injectable()
export class ProviderAccountsService {
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly book: ProviderBookService,
    private readonly channels: ChannelsService,
    private readonly telling: ProviderTellingService,
    private readonly config: Config,
  ) {}

  /** @throws Invalid, see `requireUsable` */
  async create(fields: ProviderFields, provider: NewHeld): Promise<Channel> {
    this.check(provider);
    const now = Date.now();
    const { driver } = provider.account;
    const channel = await this.channels.create({
      ...fields,
      kind: 'provider',
      key: givenKey(driver, randomBytes(12).toString('base64url')),
      driver,
      number: null,
      iccid: null,
      imei: null,
      imsi: null,
      operator: null,
      createdAt: now,
      updatedAt: now,
    });
    if (!channel) throw new Error('a new key was taken');
    try {
      await this.book.save(channel, provider);
    } catch (error) {
      await this.channels.remove(channel);
      throw error;
    }
    this.telling.tell(fields.workerId);
    return channel;
  }

  /** @param provider what becomes of the account; undefined leaves it. @throws Invalid, see `requireUsable` */
  async change(channel: Channel, change: Partial<ChannelRecord>, provider?: NewHeld): Promise<void> {
    const { workerId: before } = channel.record;
    if (provider) {
      this.check(provider);
      await this.book.save(channel, provider);
    }
    await this.channels.update(channel, change);
    const { workerId: after } = channel.record;
    if (before !== null && before !== after) {
      channel.show({ online: false, signal: null, registration: null, trouble: null });
      this.telling.tell(before);
    }
    if (after !== null) this.telling.tell(after);
  }

  /** Messages that wait for it alone fail, and delivery reports of what it sent find nobody any more. */
  async remove(channel: Channel): Promise<void> {
    await this.book.remove(channel.id);
    await this.channels.remove(channel);
    if (channel.record.workerId !== null) this.telling.tell(channel.record.workerId);
  }

  /** One after another what reads an account, and writes what it made of it. */
  inTurn<T>(name: number | string, work: () => Promise<T>): Promise<T> {
    return this.turns.take(String(name), work);
  }

  private check({ account, sender }: NewHeld): void {
    requireUsable(account, sender, this.config.allowedHosts);
  }
}
