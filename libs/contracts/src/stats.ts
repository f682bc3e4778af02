import { z } from 'zod';
import { MESSAGE_STATUSES } from './messages.js';
import { Timestamp } from './common.js';

/** `GET /api/v1/stats/summary`: counts since the beginning and today (UTC), from counters, not from messages. */
export const StatsSummary = z.object({
  total: z.int(),
  outbound: z.int(),
  inbound: z.int(),
  today: z.object({ outbound: z.int(), inbound: z.int(), delivered: z.int(), failed: z.int() }),
  /** Messages now in each status. */
  by_status: z.record(z.enum(MESSAGE_STATUSES), z.int()),
  queue: z.object({ urgent: z.int(), normal: z.int(), bulk: z.int() }),
  channels: z.object({ total: z.int(), online: z.int() }),
  workers: z.object({ total: z.int(), online: z.int() }),
});
export type StatsSummary = z.infer<typeof StatsSummary>;

/** `GET /api/v1/stats/throughput?minutes=`. */
export const ThroughputQuery = z.strictObject({ minutes: z.coerce.number().int().min(1).max(1440).default(60) });
export type ThroughputQuery = z.infer<typeof ThroughputQuery>;

/** One minute: how many messages reached each state in it. */
export const ThroughputPoint = z.object({
  at: Timestamp,
  accepted: z.int(),
  sent: z.int(),
  delivered: z.int(),
  failed: z.int(),
  received: z.int(),
});
export type ThroughputPoint = z.infer<typeof ThroughputPoint>;
export const Throughput = z.object({ data: z.array(ThroughputPoint) });
export type Throughput = z.infer<typeof Throughput>;
