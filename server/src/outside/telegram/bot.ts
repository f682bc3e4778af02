import { createHash, timingSafeEqual } from 'node:crypto';
import type { OpenChannel } from '../../insight/alerts/channels/alert-channel.js';

/** A bot that is to be heard, whichever of the channels it is the bot of. */
export interface Bot {
  token: string;
  /** What its token begins with: no secret. */
  id: string;
  /** The channels whose bot it is and that obey somebody, the first first. */
  channelIds: readonly number[];
  /** Whom it obeys. */
  chats: ReadonlySet<string>;
  /** At which channel's door Telegram calls, and what it shows there; null when it is asked. */
  hook: { channelId: number; secret: string } | null;
}

interface Settings {
  command_chats?: string[];
  webhook?: boolean;
}

/**
 * The bots of channels: of several with one bot all chats count, and one that is to be called by Telegram is enough, since
 * Telegram does not answer then who asks. @param isReached whether Telegram can call
 */
export function botsOf(channels: readonly OpenChannel[], isReached: boolean): Bot[] {
  const byToken = new Map<string, OpenChannel[]>();
  for (const channel of channels.toSorted((one, other) => one.id - other.id)) {
    const { command_chats: chats = [] } = channel.settings as Settings;
    const token = channel.secrets['token'] ?? '';
    if (chats.length > 0) byToken.set(token, [...(byToken.get(token) ?? []), channel]);
  }
  return [...byToken].map(([token, its]) => ({
    token,
    id: token.split(':', 1)[0]?.slice(0, 20) ?? '',
    channelIds: its.map(({ id }) => id),
    chats: new Set(its.flatMap(({ settings }) => (settings as Settings).command_chats ?? [])),
    hook: isReached ? hookOf(its) : null,
  }));
}

function hookOf(channels: readonly OpenChannel[]): Bot['hook'] {
  for (const { id, settings, secrets } of channels) {
    const secret = secrets['hook'];
    if ((settings as Settings).webhook === true && secret !== undefined) return { channelId: id, secret };
  }
  return null;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** In constant time, of whatever length they are. */
export const isShown = (shown: string, secret: string): boolean => timingSafeEqual(digestOf(shown), digestOf(secret));
