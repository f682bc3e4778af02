import type { GatewayStatistics } from '@signalbox/contracts/gateway';

type Earlier = Pick<GatewayStatistics, 'memory' | 'components' | 'database' | 'messages' | 'sim_cards'>;
type Today = Omit<GatewayStatistics, keyof Earlier>;

const MOST_USED = 5;
const MB = 1024 * 1024;
/** What the heap may grow to is no part of what is used. */
const isPart = ([name]: [string, number]): boolean => name !== 'heap_limit';
/** To one digit behind the point. */
const rounded = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** The same statistics under the names that the earlier gateway gave them. @param at when they were taken */
export function earlierStatistics(today: Today, databaseName: string, at: string): Earlier {
  const { memory_usage, component_memory, database_size, message_stats, sim_card_stats } = today;
  const { total, used, available: free, percent, process_rss } = memory_usage;
  const usedSims = sim_card_stats.usage
    .map(({ number, sent, received }) => ({ number, message_count: sent + received }))
    .filter(({ message_count }) => message_count > 0)
    .sort((a, b) => b.message_count - a.message_count);
  return {
    memory: { total, used, free, percent },
    components: Object.entries(component_memory)
      .filter(isPart)
      .map(([name, bytes]) => ({
        name,
        memory_usage: bytes,
        percentage: rounded((bytes / process_rss) * 100),
        last_updated: at,
      })),
    database: {
      name: databaseName,
      size_bytes: database_size,
      size_mb: rounded(database_size / MB, 2),
      last_updated: at,
    },
    messages: {
      total_messages: message_stats.total,
      incoming_messages: message_stats.incoming,
      outgoing_messages: message_stats.outgoing,
      messages_today: message_stats.today.total,
      messages_per_day: message_stats.daily.map(({ date, total: count }) => ({ date, count })).reverse(),
    },
    sim_cards: {
      total_sims: sim_card_stats.total,
      active_sims: sim_card_stats.active,
      inactive_sims: sim_card_stats.total - sim_card_stats.active,
      most_used_sim: usedSims[0] ?? null,
      most_used_sims: usedSims.slice(0, MOST_USED),
    },
  };
}
