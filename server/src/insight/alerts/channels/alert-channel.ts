import type { AlertChannelKindName } from '@signalbox/contracts/alert-channel-kinds';
import type { AlertRoute } from '@signalbox/contracts/alert-channels';

/** A way to tell people. Times are epoch milliseconds. */
export interface AlertChannel {
  id: number;
  name: string;
  kind: AlertChannelKindName;
  /** As its kind has them, see `CHANNEL_SETTINGS`. */
  settings: Readonly<Record<string, unknown>>;
  sealed: string;
  /** Which secrets are sealed there. */
  secretNames: readonly string[];
  route: AlertRoute;
  enabled: boolean;
  /** In whose name an SMS is sent. */
  userId: number | null;
  lastSentAt: number | null;
  /** What its last attempt said, unless it went well. */
  error: string | null;
  /** Why what its chats say is not heard; null while it is, or nobody is to be heard. */
  unheard: string | null;
  createdAt: number;
  updatedAt: number;
}

export type NewChannelRecord = Omit<AlertChannel, 'id' | 'sealed' | 'lastSentAt' | 'error' | 'unheard' | 'updatedAt'>;
export type ChannelPatch = Partial<
  Pick<AlertChannel, 'name' | 'settings' | 'sealed' | 'secretNames' | 'route' | 'enabled' | 'userId'>
>;

/** One with its secrets, for whoever speaks to the other end. */
export interface OpenChannel extends Pick<AlertChannel, 'id' | 'name' | 'userId'> {
  settings: Readonly<Record<string, unknown>>;
  secrets: Readonly<Record<string, string>>;
}

/** What its room says is wrong with it; null when all is well. */
export function troubleOf({ error, unheard }: AlertChannel, isReadable: boolean): string | null {
  if (!isReadable) return UNREADABLE;
  return error ?? (unheard === null ? null : `commands are not heard: ${unheard}`);
}

export const UNREADABLE = 'its secrets were sealed under another KEY_SECRET: enter them again';

/** What an outbox item of a channel is called. */
export const outboxKind = (kind: AlertChannelKindName): string => `alert-${kind}`;
