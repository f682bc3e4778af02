import type { RouteCandidate, RoutePreview } from '@signalbox/contracts/routes';
import type { Pair } from '../pairs/pair.js';
import type { Channel } from '../sim-cards/channel.js';
import { laneFor } from './accept/new-message.js';
import { type Route, affinity, chooseChannel, closedReason } from './dispatch/router.js';
import { laneOf, priorityOf } from './message.js';

export interface RouteQuestion {
  /** E.164. */
  to: string;
  country: string | null;
  pair: Pair | undefined;
  route: Route;
  /** The caller named the SIM card. */
  pinned: boolean;
  /** Messages that would go before this one. */
  waiting: number;
  now: number;
}

/** The router's answer to one question, in words. */
export function previewOf(question: RouteQuestion): RoutePreview {
  const { to, country, pair, route, now } = question;
  const prefix = pair && longestPrefix(pair, to);
  const laneOfPair = (priority: 'urgent' | 'normal' | 'bulk') => priorityOf(laneFor(laneOf(priority), pair));
  const open = route.channels.filter((channel) => channel.closedBy(now) === null);
  const byAffinity = [...open].sort((a, b) => affinity(to, b.id) - affinity(to, a.id));
  const closed = closedReason(route, now);
  const chosen = closed === null ? chooseChannel(route.channels, to, now) : null;
  return {
    to,
    country,
    pair: pair
      ? {
          id: pair.id,
          country: pair.country,
          operator: pair.operator,
          prefix: prefix ?? '',
          is_high_priority: pair.isHighPriority,
          active: pair.active,
        }
      : null,
    pair_reason: pair
      ? `of all prefixes of pairs ${prefix} is the longest that the number begins with; it is of ${pair.country} ${pair.operator}`
      : 'no pair has a prefix that the number begins with',
    lanes: { urgent: laneOfPair('urgent'), normal: laneOfPair('normal'), bulk: laneOfPair('bulk') },
    candidates: route.channels.map((channel) => candidateOf(channel, byAffinity.indexOf(channel) + 1 || null, now)),
    chosen: chosen && { sim_card_id: chosen.id, number: chosen.record.number },
    reason: closed ?? reasonOf(question, chosen, byAffinity[0]),
  };
}

const longestPrefix = (pair: Pair, to: string): string | undefined =>
  pair.prefixes.filter((prefix) => to.startsWith(`+${prefix}`)).sort((a, b) => b.length - a.length)[0];

const candidateOf = (channel: Channel, rank: number | null, now: number): RouteCandidate => ({
  sim_card_id: channel.id,
  number: channel.record.number,
  label: channel.record.label,
  open: rank !== null,
  blocked_by: channel.blockedBy(now),
  load: channel.load,
  sent_today: channel.sentOn(now),
  daily_cap: channel.record.dailyCap,
  affinity_rank: rank,
});

function reasonOf({ pinned, waiting }: RouteQuestion, chosen: Channel | null, own: Channel | undefined): string {
  if (!chosen)
    return 'every open SIM card has a full window or has used up its rate for the moment; the message waits for one';
  const behind = waiting > 0 ? `; ${waiting} messages wait before it` : '';
  if (pinned) return `it is the SIM card that was asked for${behind}`;
  if (chosen === own) return `the recipient keeps its sender: among the open SIM cards this one is its own${behind}`;
  return `the recipient's own SIM card has no room just now, and this one is the least loaded of the others${behind}`;
}
