import type { Stretch } from '../../../platform/common/stretch.js';
import type { AlertChannel, ChannelPatch, NewChannelRecord } from './alert-channel.js';

export abstract class AlertChannelRepository {
  /** @param seal makes what is sealed, which is bound to the id @throws Conflict when another one has the name */
  abstract create(channel: NewChannelRecord, seal: (id: number) => string): Promise<AlertChannel>;
  abstract find(id: number): Promise<AlertChannel | null>;
  /** Newest first. */
  abstract list(stretch: Stretch): Promise<AlertChannel[]>;
  abstract enabled(): Promise<AlertChannel[]>;
  /** @throws Conflict when another one has the name */
  abstract change(id: number, patch: ChannelPatch, at: number): Promise<AlertChannel | null>;
  /** Notes why what is said to some is not heard, or that it is. */
  abstract noteUnheard(ids: readonly number[], why: string | null): Promise<void>;
  abstract remove(id: number): Promise<boolean>;
}
