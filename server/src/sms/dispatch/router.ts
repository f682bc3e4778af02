import { type Channel } from '../../sim-cards/channel.js';
import type { Message } from '../message.js';

/** The messages that the same channels can carry: those of one SIM card, or those that any may send. */
export type RouteKey = number | 'any';

export const routeOf = (message: Pick<Message, 'pinned' | 'channelId'>): RouteKey =>
  message.pinned && message.channelId !== null ? message.channelId : 'any';

/** Whether a channel carries the messages of a route. */
export const serves = (channel: Channel, route: RouteKey): boolean => route === 'any' || route === channel.id;

/** FNV-1a over the recipient and the channel's id: a number that is the same for the same two, for ever. */
function affinity(peer: string, channelId: number): number {
  let hash = 0x811c9dc5 ^ channelId;
  for (let index = 0; index < peer.length; index++) hash = Math.imul(hash ^ peer.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

/**
 * The channel for one recipient, or null when none has room. The same recipient keeps its sender: among the open
 * channels the one with the highest affinity to it (rendezvous hashing, so nothing needs to be remembered, and a
 * channel that comes or goes moves only its own share). While that one has no room, the least loaded takes its place.
 */
export function chooseChannel(channels: Iterable<Channel>, route: RouteKey, peer: string, now: number): Channel | null {
  let favourite: Channel | null = null;
  let favouriteAffinity = -1;
  let leastLoaded: Channel | null = null;
  for (const channel of channels) {
    if (!serves(channel, route) || channel.closedBy(now) !== null) continue;
    const score = affinity(peer, channel.id);
    if (score > favouriteAffinity) {
      favourite = channel;
      favouriteAffinity = score;
    }
    if (channel.blockedBy(now) === null && (leastLoaded === null || channel.load < leastLoaded.load)) {
      leastLoaded = channel;
    }
  }
  return favourite?.blockedBy(now) === null ? favourite : leastLoaded;
}

/** Why nothing can carry a route's messages for now, in words for the message's reason; null when something can. */
export function closedReason(channels: Iterable<Channel>, route: RouteKey, now: number): string | null {
  let capped = false;
  let offline = false;
  let inactive = false;
  for (const channel of channels) {
    if (!serves(channel, route)) continue;
    const closed = channel.closedBy(now);
    if (closed === null) return null;
    capped ||= closed === 'daily cap';
    offline ||= closed === 'offline';
    inactive ||= closed === 'inactive';
  }
  const whose = route === 'any' ? 'every SIM card' : 'its SIM card';
  if (capped) return `${whose} in service has reached its daily cap; it goes on at midnight UTC`;
  if (offline) return `${whose} is offline`;
  if (inactive) return `${whose} is inactive`;
  return route === 'any' ? 'there is no SIM card yet' : 'its SIM card was removed';
}
