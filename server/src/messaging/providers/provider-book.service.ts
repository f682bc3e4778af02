import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProviderChannel, isGivenKey } from '@signalbox/contracts/providers';
import type { Channel } from '../sim-cards/channel.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { type Account, proxyOf, shownSettings } from './account.js';
import { type ProviderRecord, ProviderRepository } from './provider.repository.js';
import { ProviderSealService } from './provider-seal.service.js';

/** A provider that was made over the API. */
export interface HeldProvider {
  sender: string | null;
  purpose: string | null;
  /** Null where its secrets cannot be opened: they were sealed under another KEY_SECRET. */
  account: Account | null;
  /** As stored, without what is secret. */
  shown: Record<string, unknown>;
}
export type NewHeld = Pick<HeldProvider, 'sender' | 'purpose'> & { account: Account };

/** Every account that was made over the API, in memory and on disk; what is common to all channels is elsewhere. */
@Injectable()
export class ProviderBookService implements OnModuleInit {
  private readonly held = new Map<number, HeldProvider>();

  constructor(
    private readonly repository: ProviderRepository,
    private readonly channels: ChannelsService,
    private readonly seal: ProviderSealService,
  ) {}

  /** An account and its channel are stored one after the other: what a crash left of one without the other goes. */
  async onModuleInit(): Promise<void> {
    for (const record of await this.repository.all()) {
      const channel = this.channels.find(record.channelId);
      if (channel) this.keep(channel, this.opened(record, channel));
      else await this.repository.remove(record.channelId);
    }
    for (const channel of this.channels.all) {
      const { key } = channel.record;
      if (key !== null && isGivenKey(key) && !this.held.has(channel.id)) await this.channels.remove(channel);
    }
  }

  find(channelId: number): HeldProvider | undefined {
    return this.held.get(channelId);
  }

  /** Those made for purposes that begin so, in no order. */
  withPurpose(prefix: string): { channel: Channel; held: HeldProvider }[] {
    return [...this.held].flatMap(([id, held]) => {
      const channel = held.purpose?.startsWith(prefix) ? this.channels.find(id) : undefined;
      return channel ? [{ channel, held }] : [];
    });
  }

  async save(channel: Channel, provider: NewHeld): Promise<void> {
    const { account, sender, purpose } = provider;
    const shown = shownSettings(account);
    const secrets = this.seal.seal(channel.id, { secrets: account.secrets, proxy: proxyOf(account) });
    await this.repository.save({
      channelId: channel.id,
      sender,
      settings: shown,
      secrets,
      purpose,
      updatedAt: Date.now(),
    });
    this.keep(channel, { sender, purpose, account, shown });
  }

  async remove(channelId: number): Promise<void> {
    await this.repository.remove(channelId);
    this.held.delete(channelId);
  }

  /** What a worker is to hold: its active accounts. */
  heldBy(workerId: string): ProviderChannel[] {
    return this.channels.ofWorker(workerId).flatMap(({ id, record }) => {
      const { account, sender } = this.held.get(id) ?? {};
      if (!account || record.key === null || record.status !== 'active') return [];
      const { key, ratePerMinute: rate_per_minute, dailyCap: daily_cap, window } = record;
      return [{ ...account, key, sender: sender ?? null, rate_per_minute, daily_cap, window }];
    });
  }

  private keep(channel: Channel, provider: HeldProvider): void {
    channel.reserved = provider.purpose !== null;
    this.held.set(channel.id, provider);
  }

  private opened({ channelId, sender, purpose, settings, secrets }: ProviderRecord, channel: Channel): HeldProvider {
    const sealed = this.seal.open(channelId, secrets);
    const whole = sealed?.proxy ? { ...settings, proxy: sealed.proxy } : settings;
    const { key, driver } = channel.record;
    // Through the schema, so that settings of an earlier version have what came new.
    const parsed =
      sealed && ProviderChannel.safeParse({ key, driver, settings: whole, secrets: sealed.secrets, sender });
    return { sender, purpose, account: parsed?.success ? accountOf(parsed.data) : null, shown: settings };
  }
}

const accountOf = (channel: ProviderChannel): Account =>
  channel.driver === 'smpp'
    ? { driver: channel.driver, settings: channel.settings, secrets: channel.secrets }
    : { driver: channel.driver, settings: channel.settings, secrets: channel.secrets };
