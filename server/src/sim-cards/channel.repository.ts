import type { ChannelRecord } from './channel.js';

export type NewChannel = Omit<ChannelRecord, 'id'>;

/** Channels as stored. A removed one stays as a row, because messages name it, but is no longer found. */
export abstract class ChannelRepository {
  abstract all(): Promise<ChannelRecord[]>;
  /** The ids of removed channels that were providers; other removed ones were SIM cards. */
  abstract removedProviders(): Promise<number[]>;
  /** Resolves to null when its number or key is another's. */
  abstract create(channel: NewChannel): Promise<ChannelRecord | null>;
  /** Resolves to false when its new number or key is another's. */
  abstract update(channel: ChannelRecord): Promise<boolean>;
  abstract remove(id: number, at: number): Promise<void>;
}
