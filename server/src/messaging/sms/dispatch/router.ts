import type { Pair } from '../../pairs/pair.js';
import type { Blocked, Channel, ChannelRecord } from '../../sim-cards/channel.js';
import type { Lane, Message } from '../message.js';

/**
 * What messages wait as: for one channel that was named (its id), for a pair (its id), or as numbers of no pair; behind
 * a blank, the channels that were tried already. Messages of one key go over the same channels.
 */
export type RouteKey = number | string;
export const NO_PAIR = 'any';

export function routeKeyOf(message: Pick<Message, 'pinned' | 'channelId' | 'pairId' | 'tried'>): RouteKey {
  if (message.pinned && message.channelId !== null) return message.channelId;
  const key = message.pairId ?? NO_PAIR;
  return message.tried === null ? key : `${key} ${message.tried}`;
}

/** Whether a route is one of messages that failed over: there are many such, each for a short time. */
export const isDetour = (key: RouteKey): boolean => typeof key === 'string' && key.includes(' ');

/** Channels that cost the same. */
export type Tier = readonly Channel[];

/** The channels that carry a route's messages, as they are assigned now. */
export interface Route {
  key: RouteKey;
  channels: readonly Channel[];
  /** The same by what a message costs over them, the cheapest first. */
  tiers: readonly Tier[];
  /** Why nothing may go whatever the channels do, in words; null is nothing. */
  held: string | null;
  /** The channels in words, for reasons: "its SIM card", "every provider". */
  whose: string;
  /** What to say when there is no channel at all. */
  none: string;
}

const assigned = (channel: Channel): boolean => channel.record.pairIds.length > 0;

/** What a message of one part costs over a channel, in millionths of the currency. */
export const priceOver = ({ price, prices }: Pick<ChannelRecord, 'price' | 'prices'>, pairId: string): number =>
  prices[pairId] ?? price ?? 0;

function tiersOf(channels: readonly Channel[], pairId: string): Tier[] {
  const tiers = new Map<number, Channel[]>();
  for (const channel of channels) {
    const price = priceOver(channel.record, pairId);
    const tier = tiers.get(price);
    if (tier) tier.push(channel);
    else tiers.set(price, [channel]);
  }
  return [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier);
}

export const NOUN: Record<ChannelRecord['kind'], string> = { sim: 'SIM card', provider: 'provider' };

/** What channels are, in one word for all of them. */
export function nounOf(channels: readonly Channel[]): string {
  const first = channels[0]?.record.kind ?? 'sim';
  return channels.some(({ record }) => record.kind !== first) ? 'channel' : NOUN[first];
}

/**
 * A pair's messages go over the channels that are assigned to it; where there are none, and for numbers of no pair, over
 * those that are assigned to no pair at all; and over none that was tried or is reserved. A message that names its channel goes over
 * that one, whatever it serves.
 * @param pairOf a pair by its id; undefined when it is gone or not known
 * @param kindOf what a channel is, or was when it is removed
 */
export function routeFor(
  key: RouteKey,
  channels: readonly Channel[],
  pairOf: (id: string) => Pick<Pair, 'country' | 'operator' | 'active'> | undefined,
  kindOf: (id: number) => ChannelRecord['kind'],
): Route {
  if (typeof key === 'number') {
    const own = channels.filter(({ id }) => id === key);
    const whose = `its ${NOUN[kindOf(key)]}`;
    return { key, channels: own, tiers: [own], held: null, whose, none: `${whose} was removed` };
  }
  const [pairId = NO_PAIR, ...tried] = key.split(' ');
  const pair = pairId === NO_PAIR ? undefined : pairOf(pairId);
  const name = pair && `the pair ${pair.country} ${pair.operator}`;
  const held = pair && !pair.active ? `${name} is inactive` : null;
  const open = channels.filter(({ reserved }) => !reserved);
  const own = pairId === NO_PAIR ? [] : open.filter(({ record }) => record.pairIds.includes(pairId));
  const serving = own.length > 0 ? own : open.filter((channel) => !assigned(channel));
  if (tried.length > 0) {
    const left = serving.filter(({ id }) => !tried.includes(String(id)));
    const whose = `every other ${nounOf(left)}`;
    return { key, channels: left, tiers: tiersOf(left, pairId), held, whose, none: 'there is no other channel' };
  }
  const noun = nounOf(serving);
  const all = serving.length === open.length ? `every ${noun}` : `every ${noun} without a pair`;
  const unserved = `no ${nounOf(open)} serves ${name ?? 'numbers without a pair'}`;
  return {
    key,
    channels: serving,
    tiers: tiersOf(serving, pairId),
    held,
    whose: name ? `every ${noun} that serves ${name}` : all,
    none: open.length === 0 ? 'there is no SIM card or provider yet' : unserved,
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

const URGENT: Lane = 0;

/**
 * The channel for one recipient, or null when none has room: one of the cheapest tier that is not closed as a whole. A
 * tier that is only full for the moment is waited for, but not by urgent messages: those take the next dearer one.
 */
export function chooseChannel({ tiers }: Pick<Route, 'tiers'>, peer: string, lane: Lane, now: number): Channel | null {
  for (const tier of tiers) {
    const choice = chooseOf(tier, peer, now);
    if (choice === 'closed') continue;
    if (choice !== 'full') return choice;
    if (lane !== URGENT) return null;
  }
  return null;
}

/**
 * Within a tier the same recipient keeps its sender: among the open channels the one with the highest affinity to it
 * (rendezvous hashing, so nothing needs to be remembered, and a channel that comes or goes moves only its own share).
 * While that one has no room, the least loaded takes its place.
 */
function chooseOf(tier: Tier, peer: string, now: number): Channel | 'full' | 'closed' {
  let favourite: Channel | null = null;
  let favouriteAffinity = -1;
  let favouriteHasRoom = false;
  let leastLoaded: Channel | null = null;
  for (const channel of tier) {
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
  if (favourite === null) return 'closed';
  return (favouriteHasRoom ? favourite : leastLoaded) ?? 'full';
}

/** Why nothing can carry a route's messages for now, in words for the message's reason; null when something can. */
export function closedReason({ channels, held: heldBack, whose, none }: Route, now: number): string | null {
  if (heldBack !== null) return heldBack;
  let capped = false;
  let offline = false;
  let held = false;
  for (const channel of channels) {
    const closed = channel.closedBy(now);
    if (closed === null) return null;
    capped ||= closed === 'daily cap';
    offline ||= closed === 'offline';
    held ||= closed === 'offline' && channel.held;
  }
  if (channels.length === 0) return none;
  if (capped) return `${whose} in service has reached its daily cap; it goes on at midnight UTC`;
  if (!offline) return `${whose} is inactive`;
  return held ? `${whose} is offline` : `${whose} is offline: no worker holds it`;
}
