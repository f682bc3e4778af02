import type { Pair } from '../../pairs/pair.js';
import type { Blocked, Channel } from '../../sim-cards/channel.js';
import type { Message } from '../message.js';

/**
 * What messages wait as: for one SIM card that was named (its number), for a pair (its id), or as numbers of no pair.
 * Messages of one key go over the same channels.
 */
export type RouteKey = number | string;
export const NO_PAIR = 'any';

export const routeKeyOf = (message: Pick<Message, 'pinned' | 'channelId' | 'pairId'>): RouteKey =>
  message.pinned && message.channelId !== null ? message.channelId : (message.pairId ?? NO_PAIR);

/** The channels that carry a route's messages, as they are assigned now. */
export interface Route {
  key: RouteKey;
  channels: readonly Channel[];
  /** Why nothing may go whatever the channels do, in words; null is nothing. */
  held: string | null;
  /** The channels in words, for reasons: "its SIM card", "every SIM card". */
  whose: string;
  /** What to say when there is no channel at all. */
  none: string;
}

const assigned = (channel: Channel): boolean => channel.record.pairIds.length > 0;

/**
 * A pair's messages go over the channels that are assigned to it; where there are none, and for numbers of no pair, over
 * those that are assigned to no pair at all. A message that names its SIM card goes over that one, whatever it serves.
 * @param pairOf a pair by its id; undefined when it is gone or not known
 */
export function routeFor(
  key: RouteKey,
  channels: readonly Channel[],
  pairOf: (id: string) => Pick<Pair, 'country' | 'operator' | 'active'> | undefined,
): Route {
  if (typeof key === 'number') {
    const own = channels.filter(({ id }) => id === key);
    return { key, channels: own, held: null, whose: 'its SIM card', none: 'its SIM card was removed' };
  }
  const pair = key === NO_PAIR ? undefined : pairOf(key);
  const name = pair && `the pair ${pair.country} ${pair.operator}`;
  const held = pair && !pair.active ? `${name} is inactive` : null;
  const own = key === NO_PAIR ? [] : channels.filter(({ record }) => record.pairIds.includes(key));
  const serving = own.length > 0 ? own : channels.filter((channel) => !assigned(channel));
  const all = serving.length === channels.length ? 'every SIM card' : 'every SIM card without a pair';
  return {
    key,
    channels: serving,
    held,
    whose: name ? `every SIM card that serves ${name}` : all,
    none: channels.length === 0 ? 'there is no SIM card yet' : `no SIM card serves ${name ?? 'numbers without a pair'}`,
  };
}

/** FNV-1a over the recipient and the channel's id: a number that is the same for the same two, for ever. */
export function affinity(peer: string, channelId: number): number {
  let hash = 0x811c9dc5 ^ channelId;
  for (let index = 0; index < peer.length; index++) hash = Math.imul(hash ^ peer.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

/** Whether a channel is open: nothing blocks it but, for a moment, its window or its rate. */
const passesSoon = (blocked: Blocked | null): boolean => blocked === null || blocked === 'window' || blocked === 'rate';

/**
 * The channel for one recipient, or null when none has room. The same recipient keeps its sender: among the open
 * channels the one with the highest affinity to it (rendezvous hashing, so nothing needs to be remembered, and a
 * channel that comes or goes moves only its own share). While that one has no room, the least loaded takes its place.
 */
export function chooseChannel(channels: readonly Channel[], peer: string, now: number): Channel | null {
  let favourite: Channel | null = null;
  let favouriteAffinity = -1;
  let favouriteHasRoom = false;
  let leastLoaded: Channel | null = null;
  for (const channel of channels) {
    const blocked = channel.blockedBy(now);
    if (!passesSoon(blocked)) continue;
    const score = affinity(peer, channel.id);
    if (score > favouriteAffinity) {
      favourite = channel;
      favouriteAffinity = score;
      favouriteHasRoom = blocked === null;
    }
    if (blocked === null && (leastLoaded === null || channel.load < leastLoaded.load)) leastLoaded = channel;
  }
  return favouriteHasRoom ? favourite : leastLoaded;
}

/** Why nothing can carry a route's messages for now, in words for the message's reason; null when something can. */
export function closedReason({ channels, held, whose, none }: Route, now: number): string | null {
  if (held !== null) return held;
  let capped = false;
  let offline = false;
  for (const channel of channels) {
    const closed = channel.closedBy(now);
    if (closed === null) return null;
    capped ||= closed === 'daily cap';
    offline ||= closed === 'offline';
  }
  if (channels.length === 0) return none;
  if (capped) return `${whose} in service has reached its daily cap; it goes on at midnight UTC`;
  return offline ? `${whose} is offline` : `${whose} is inactive`;
}
