import type { ChannelHolders } from './channel-holders.js';
import type { ChannelRecord } from './channel.js';
import type { ChannelRepository, RemovedChannel } from './channel.repository.js';

/**
 * Channels that people removed. A SIM card stays removed although its worker still has it in a modem, until somebody takes
 * it back: nobody expects one that was deleted to send again by itself.
 */
export class RemovedChannels {
  private readonly providers = new Set<number>();
  private readonly simCards = new Map<string, RemovedChannel>();

  constructor(private readonly holders: Pick<ChannelHolders, 'announced'>) {}

  async read(repository: ChannelRepository): Promise<void> {
    for (const id of await repository.removedProviders()) this.providers.add(id);
    for (const removed of await repository.removedSimCards()) this.add(removed);
  }

  /** A SIM card that no worker had leaves nothing behind. */
  add(removed: RemovedChannel): void {
    const { id, kind, key } = removed.record;
    if (kind === 'provider') this.providers.add(id);
    else if (key !== null) this.simCards.set(key, removed);
  }

  wasProvider(id: number): boolean {
    return this.providers.has(id);
  }

  /** Whether what a worker announces is to stay removed. */
  has(key: string): boolean {
    return this.simCards.has(key);
  }

  /** SIM cards that can be taken back. */
  get all(): RemovedChannel[] {
    return [...this.simCards.values()];
  }

  find(id: number): RemovedChannel | undefined {
    return this.all.find(({ record }) => record.id === id);
  }

  /** The one that had a number, or has it by its modem's word; E.164. */
  findByNumber(number: string): RemovedChannel | undefined {
    return this.all.find((removed) => removed.record.number === number || this.stateOf(removed)?.number === number);
  }

  /** The worker that has it nevertheless. */
  holderOf({ record: { key } }: RemovedChannel): string | null {
    return (key === null ? undefined : this.holders.announced(key)?.workerId) ?? null;
  }

  /** As its modem has it now. */
  stateOf({ record: { key } }: RemovedChannel) {
    return key === null ? undefined : this.holders.announced(key)?.state;
  }

  /** It was taken back. */
  forget({ key }: Pick<ChannelRecord, 'key'>): void {
    if (key !== null) this.simCards.delete(key);
  }
}
