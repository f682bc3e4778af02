import type { Priority } from '@signalbox/contracts/messages';
import type { RouteCandidate, RoutePreview } from '@signalbox/contracts/routes';
import { priceOf } from '../../platform/common/price.js';
import type { Pair } from '../pairs/pair.js';
import type { Channel } from '../sim-cards/channel.js';
import { laneFor } from './accept/new-message.js';
import { NO_PAIR, type Route, affinity, chooseChannel, closedReason, nounOf, priceOver } from './dispatch/router.js';
import { laneOf, priorityOf } from './message.js';

export interface RouteQuestion {
  /** E.164. */
  to: string;
  country: string | null;
  pair: Pair | undefined;
  route: Route;
  /** The caller named the channel. */
  pinned: boolean;
  priority: Priority;
  /** Messages that would go before this one. */
  waiting: number;
  now: number;
}

/** The router's answer to one question, in words. */
export function previewOf(question: RouteQuestion): RoutePreview {
  const { to, country, pair, route, priority, now } = question;
  const prefix = pair && longestPrefix(pair, to);
  const laneOfPair = (asked: Priority) => priorityOf(laneFor(laneOf(asked), pair));
  const tiers = route.tiers.map((tier) => {
    const open = tier.filter((channel) => channel.closedBy(now) === null);
    return { channels: tier, open: open.sort((a, b) => affinity(to, b.id) - affinity(to, a.id)) };
  });
  const closed = closedReason(route, now);
  const chosen = closed === null ? chooseChannel(route, to, laneFor(laneOf(priority), pair), now) : null;
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
    pair_reason: pairReason(pair, prefix),
    lanes: { urgent: laneOfPair('urgent'), normal: laneOfPair('normal'), bulk: laneOfPair('bulk') },
    candidates: tiers.flatMap(({ channels, open }, index) =>
      channels.map((channel) => ({
        ...candidateOf(channel, now),
        price: priceOf(priceOver(channel.record, pair?.id ?? NO_PAIR)),
        tier: index + 1,
        affinity_rank: open.indexOf(channel) + 1 || null,
      })),
    ),
    chosen: chosen && { ...idsOf(chosen), number: chosen.record.number },
    reason: closed ?? reasonOf(question, chosen, tiers),
  };
}

function pairReason(pair: Pair | undefined | null, prefix: string | undefined | null): string {
  if (!pair) return 'no pair has a prefix that the number begins with';
  const name = `${pair.country} ${pair.operator}`;
  return prefix
    ? `of all prefixes of pairs ${prefix} is the longest that the number begins with; it is of ${name}`
    : `no pair has a prefix that the number begins with, and ${name} takes the rest of its country`;
}

const longestPrefix = (pair: Pair, to: string): string | undefined =>
  pair.prefixes.filter((prefix) => to.startsWith(`+${prefix}`)).sort((a, b) => b.length - a.length)[0];

const idsOf = ({ id, record }: Channel): Pick<RouteCandidate, 'sim_card_id' | 'provider_id'> =>
  record.kind === 'sim' ? { sim_card_id: id, provider_id: null } : { sim_card_id: null, provider_id: id };

const candidateOf = (channel: Channel, now: number) => ({
  ...idsOf(channel),
  number: channel.record.number,
  label: channel.record.label,
  open: channel.closedBy(now) === null,
  blocked_by: channel.blockedBy(now),
  load: channel.load,
  sent_today: channel.sentOn(now),
  daily_cap: channel.record.dailyCap,
});

function reasonOf(
  { pinned, waiting, pair, priority }: RouteQuestion,
  chosen: Channel | null,
  tiers: readonly { channels: readonly Channel[]; open: readonly Channel[] }[],
): string {
  const cheapest = tiers.findIndex(({ open }) => open.length > 0);
  if (!chosen) {
    const open = tiers.flatMap((tier) => tier.open);
    const asked = laneFor(laneOf(priority), pair) === 0 ? open : (tiers[cheapest]?.open ?? []);
    const which = `every open ${nounOf(asked)}${asked.length < open.length ? ' of the lowest price' : ''}`;
    return `${which} has a full window or has used up its rate for the moment; the message waits for one`;
  }
  const behind = waiting > 0 ? `; ${waiting} messages wait before it` : '';
  const noun = nounOf([chosen]);
  if (pinned) return `it is the ${noun} that was asked for${behind}`;
  const index = tiers.findIndex(({ channels }) => channels.includes(chosen));
  const tier = tiers[index]?.open ?? [];
  const price =
    tiers.length === 1 ? '' : index === 0 ? 'it is of the lowest price, and ' : `${dearer(index, cheapest)}, and `;
  const among = nounOf(tier);
  if (chosen === tier[0]) {
    return `${price}the recipient keeps its sender: among the open ${among}s${price && ' of that price'} this one is its own${behind}`;
  }
  return `${price}the recipient's own ${among} has no room just now, and this one is the least loaded of the others${behind}`;
}

/** Why it is not of the lowest price. */
const dearer = (index: number, cheapest: number): string =>
  index === cheapest
    ? 'all that cost less are closed'
    : 'all that cost less have no room just now, which urgent messages do not wait for';
