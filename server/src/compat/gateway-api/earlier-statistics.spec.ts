import { expect, it } from '@jest/globals';
import type { GatewayStatistics } from '@signalbox/contracts/gateway';
import { earlierStatistics } from './earlier-statistics.js';
import { memoryNow } from './process-memory.js';

const AT = '2026-11-22T10:00:00.000Z';
const day = (date: string, total: number) => ({ date, total, incoming: 0, outgoing: total });
const sim = (id: number, sent: number, received: number) =>
  ({
    id,
    number: `+25470000000${id}`,
    status: 'active',
    sent,
    received,
  }) as GatewayStatistics['sim_card_stats']['usage'][number];

it('has the names of the earlier gateway, with the same figures', () => {
  const memory = memoryNow();
  const today = day('2026-11-22', 3);
  const earlier = earlierStatistics(
    {
      ...memory,
      database_size: 3 * 1024 * 1024 + 512 * 1024,
      message_stats: { total: 10, incoming: 4, outgoing: 6, today, daily: [today, day('2026-11-21', 7)] },
      sim_card_stats: { total: 3, active: 2, usage: [sim(1, 1, 1), sim(2, 5, 0), sim(3, 0, 0)] },
    },
    'signalbox.sqlite',
    AT,
  );
  expect(earlier.memory).toMatchObject({ total: memory.memory_usage.total, free: memory.memory_usage.available });
  expect(earlier.components).toContainEqual({
    name: 'heap_used',
    memory_usage: memory.component_memory.heap_used,
    percentage: expect.any(Number),
    last_updated: AT,
  });
  expect(earlier.components.filter(({ percentage }) => percentage > 100)).toEqual([]);
  expect(earlier.database).toEqual({
    name: 'signalbox.sqlite',
    size_bytes: 3_670_016,
    size_mb: 3.5,
    last_updated: AT,
  });
  expect(earlier.messages).toEqual({
    total_messages: 10,
    incoming_messages: 4,
    outgoing_messages: 6,
    messages_today: 3,
    messages_per_day: [
      { date: '2026-11-21', count: 7 },
      { date: '2026-11-22', count: 3 },
    ],
  });
  expect(earlier.sim_cards).toEqual({
    total_sims: 3,
    active_sims: 2,
    inactive_sims: 1,
    most_used_sim: { number: '+254700000002', message_count: 5 },
    most_used_sims: [
      { number: '+254700000002', message_count: 5 },
      { number: '+254700000001', message_count: 2 },
    ],
  });
});
