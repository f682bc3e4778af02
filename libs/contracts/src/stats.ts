import { z } from 'zod';
import { MESSAGE_STATUSES } from './statuses.js';
import { IntId, Timestamp } from './common.js';
import { DocumentId } from './pairs.js';

const SINCE_MS = 48 * 3_600_000;

/** `GET /api/v1/stats/summary?today_from=`: where the reader's day began; midnight of UTC without it. */
export const StatsSummaryQuery = z.strictObject({
  today_from: Timestamp.refine((time) => {
    const age = Date.now() - Date.parse(time);
    return age >= 0 && age <= SINCE_MS;
  }, 'expected a time of the last 48 hours').optional(),
});
export type StatsSummaryQuery = z.infer<typeof StatsSummaryQuery>;

const Presence = z.object({ total: z.int(), online: z.int() });

/** Counts since the beginning and today, from counters, not from messages. */
export const StatsSummary = z.object({
  total: z.int(),
  outbound: z.int(),
  inbound: z.int(),
  today: z.object({ outbound: z.int(), inbound: z.int(), delivered: z.int(), failed: z.int() }),
  /** Messages now in each status. */
  by_status: z.record(z.enum(MESSAGE_STATUSES), z.int()),
  queue: z.object({ urgent: z.int(), normal: z.int(), bulk: z.int() }),
  /** SIM cards and providers together, and each. */
  channels: Presence,
  sim_cards: Presence,
  providers: Presence,
  workers: Presence,
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

/** What messages reached in a span of time: each is counted when it got there. */
export const TrafficCounts = z.object({
  /** Came in by the API or from a program. Of one SIM card or provider: attempts that were given to it. */
  accepted: z.int(),
  sent: z.int(),
  delivered: z.int(),
  /** Failed, undelivered, expired and uncertain. */
  failed: z.int(),
  /** The share of delivered among delivered and failed, 0 to 1; null where nothing came to an end. */
  success_rate: z.number().nullable(),
});
export type TrafficCounts = z.infer<typeof TrafficCounts>;

export const BUCKETS = ['minute', 'hour', 'day'] as const;
export type Bucket = (typeof BUCKETS)[number];
export const GROUPS = ['pair', 'program', 'sim_card', 'provider'] as const;
export type Group = (typeof GROUPS)[number];

const range = {
  /** Rounded down to a whole bucket. */
  from: Timestamp.optional(),
  /** Rounded up to a whole bucket; now, where it is left out. */
  to: Timestamp.optional(),
};

/** The most points of one series, and of all series of an answer. */
export const MAX_POINTS = 1500;
export const MAX_POINTS_IN_ALL = 10_000;

/** `GET /api/v1/stats/series`; without `from` an hour of minutes, a day of hours or 30 days. Days are those of UTC. */
export const SeriesQuery = z.strictObject({
  ...range,
  bucket: z.enum(BUCKETS, `expected ${BUCKETS.join(', ')}`).default('hour'),
  pair_id: DocumentId.optional(),
  program_id: DocumentId.optional(),
  sim_card_id: IntId.optional(),
  provider_id: IntId.optional(),
  group_by: z.enum(GROUPS, `expected ${GROUPS.join(', ')}`).optional(),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const SeriesPoint = TrafficCounts.extend({ at: Timestamp });
export type SeriesPoint = z.infer<typeof SeriesPoint>;
export const Series = z.object({
  from: Timestamp,
  to: Timestamp,
  bucket: z.enum(BUCKETS),
  group_by: z.enum(GROUPS).nullable(),
  /** One series; of a grouping, one for each group with messages. Buckets without messages are there with zeros. */
  data: z.array(
    z.object({
      /** The id of the pair, program, SIM card or provider; null for messages of none, and where nothing is grouped. */
      id: z.string().nullable(),
      /** Country and operator of a pair, number of a SIM card, label of a provider; null where there is none. */
      name: z.string().nullable(),
      points: z.array(SeriesPoint),
    }),
  ),
});
export type Series = z.infer<typeof Series>;

/** `GET /api/v1/stats/aggregate`, `pairs`, `programs`, `sim-cards`, `providers`: rounded to hours; 30 days without `from`. */
export const TotalsQuery = z.strictObject(range);
export type TotalsQuery = z.infer<typeof TotalsQuery>;

const spanned = { from: Timestamp, to: Timestamp };

export const AggregateTotals = TrafficCounts.extend(spanned);
export type AggregateTotals = z.infer<typeof AggregateTotals>;

/** Null fields are those of messages whose recipient is of no pair, or of a pair that was deleted. */
export const PairTotals = TrafficCounts.extend({
  pair_id: z.string().nullable(),
  country: z.string().nullable(),
  operator: z.string().nullable(),
});
export type PairTotals = z.infer<typeof PairTotals>;

/** `program_id` is null for messages that were sent one by one. */
export const ProgramTotals = TrafficCounts.extend({ program_id: z.string().nullable() });
export type ProgramTotals = z.infer<typeof ProgramTotals>;

/** `sim_card_id` is null for messages that came to nothing before any channel had them. */
export const SimCardTotals = TrafficCounts.extend({ sim_card_id: z.int().nullable(), number: z.string().nullable() });
export type SimCardTotals = z.infer<typeof SimCardTotals>;

export const ProviderTotals = TrafficCounts.extend({ provider_id: z.int(), label: z.string().nullable() });
export type ProviderTotals = z.infer<typeof ProviderTotals>;

export const totalsOf = <T extends z.ZodType>(row: T) => z.object({ ...spanned, data: z.array(row) });
export interface TotalsBy<T> {
  from: string;
  to: string;
  /** Most messages first. */
  data: T[];
}

/** `GET /api/v1/stats/sms-metrics`; without `from` an hour of minutes, a day of hours or 30 days. */
export const SmsMetricsQuery = SeriesQuery.pick({ from: true, to: true, bucket: true, pair_id: true }).extend({
  bucket: z.enum(BUCKETS, `expected ${BUCKETS.join(', ')}`).default('minute'),
});
export type SmsMetricsQuery = z.infer<typeof SmsMetricsQuery>;

/** A pair's messages in a span of time. */
export const SmsMetric = z.object({
  /** The same for the same pair and time; fits an INT. */
  id: z.int().min(1).max(2_147_483_647),
  country: z.string().nullable(),
  operator: z.string().nullable(),
  sms_sent: z.int(),
  success_rate: z.number().nullable(),
  failures: z.int(),
  /** The beginning of the span. */
  timestamp: Timestamp,
});
export type SmsMetric = z.infer<typeof SmsMetric>;
export const SmsMetrics = z.object({ ...spanned, bucket: z.enum(BUCKETS), data: z.array(SmsMetric) });
export type SmsMetrics = z.infer<typeof SmsMetrics>;
