import type { ChannelRecord } from './channel.js';

export type NewChannel = Omit<ChannelRecord, 'id'>;
export type ChannelChange = Partial<NewChannel>;

/** Channels as stored. A removed one stays as a row, because messages name it, but is no longer found. */
export abstract class ChannelRepository {
  abstract all(): Promise<ChannelRecord[]>;
  /** The ids of removed channels that were providers; other removed ones were SIM cards. */
  abstract removedProviders(): Promise<number[]>;
  /** Resolves to null when its number or key is another's. */
  abstract create(channel: NewChannel): Promise<ChannelRecord | null>;
  /** Writes what is given and nothing else; resolves to false when its new number or key is another's. */
  abstract update(id: number, change: ChannelChange): Promise<boolean>;
  abstract remove(id: number, at: number): Promise<void>;
}
