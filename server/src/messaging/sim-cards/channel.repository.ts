import type { ChannelRecord } from './channel.js';

export type NewChannel = Omit<ChannelRecord, 'id'>;
export type ChannelChange = Partial<NewChannel>;

/** A SIM card that was removed, as it was, and when; epoch ms. */
export interface RemovedChannel {
  record: ChannelRecord;
  removedAt: number;
}

/** Channels as stored. A removed one stays as a row, because messages name it, but is no longer found. */
export abstract class ChannelRepository {
  abstract all(): Promise<ChannelRecord[]>;
  /** The ids of removed channels that were providers; other removed ones were SIM cards. */
  abstract removedProviders(): Promise<number[]>;
  /** Removed SIM cards that a worker had, so that it may announce them again. */
  abstract removedSimCards(): Promise<RemovedChannel[]>;
  /** Resolves to null when its number or key is another's. */
  abstract create(channel: NewChannel): Promise<ChannelRecord | null>;
  /** Writes what is given and nothing else; resolves to false when its new number or key is another's. */
  abstract update(id: number, change: ChannelChange): Promise<boolean>;
  /** What it was known by is remembered with it, and free for another. */
  abstract remove(channel: Pick<ChannelRecord, 'id' | 'key' | 'number'>, at: number): Promise<void>;
  /** Takes a removed one back, as it shall be; resolves to false when its number or key is another's by now. */
  abstract restore(record: ChannelRecord): Promise<boolean>;
}
