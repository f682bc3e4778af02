import type { GatewayDay, GatewayStatistics } from '@signalbox/contracts/gateway';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { CAME_TO_NOTHING, type MessageStatus, TAKEN } from '@signalbox/contracts/statuses';
import { DAY, isoTime } from '../../platform/common/clock.js';
import type { StatusCount } from '../../messaging/counts/count.repository.js';

type Usage = GatewayStatistics['sim_card_stats']['usage'][number];

/** Messages now in some statuses, by counters from the first day on. */
const inStatus = (counts: readonly StatusCount[], ...statuses: MessageStatus[]): number =>
  counts
    .filter(({ status }) => statuses.includes(status))
    .reduce((sum, { entered, departed }) => sum + entered - departed, 0);

export interface Totals {
  total: number;
  incoming: number;
  outgoing: number;
}

/**
 * How many messages came into being in the time that the counters are of. A message that goes from one status to
 * another enters and departs, so what is left over is one for each new message.
 */
export function totalsOf(counts: readonly StatusCount[]): Totals {
  const incoming = inStatus(counts, 'received');
  const total = counts.reduce((sum, { entered, departed }) => sum + entered - departed, 0);
  return { total, incoming, outgoing: total - incoming };
}

/**
 * The days up to today, today first.
 * @param today whole days since 1970, UTC
 * @param since the totals from each day on until now, today's first
 */
export const daysOf = (today: number, since: readonly Totals[]): GatewayDay[] =>
  since.map((totals, index) => {
    const later = since[index - 1] ?? { total: 0, incoming: 0, outgoing: 0 };
    return {
      date: isoTime((today - index) * DAY).slice(0, 10),
      total: totals.total - later.total,
      incoming: totals.incoming - later.incoming,
      outgoing: totals.outgoing - later.outgoing,
    };
  });

/** What a SIM card did, by counters from the first day on. */
export function usageOf({ id, number, status, sent_today }: SimCard, counts: readonly StatusCount[]): Usage {
  const own = counts.filter(({ channelId }) => channelId === id);
  return {
    id,
    number,
    status,
    sent: inStatus(own, ...TAKEN),
    delivered: inStatus(own, 'delivered'),
    failed: inStatus(own, ...CAME_TO_NOTHING),
    received: inStatus(own, 'received'),
    sent_today,
  };
}
