import { z } from 'zod';
import { PageQuery, Timestamp, freeText } from './common.js';
import { OUTBOX_STATUSES } from './outbox-statuses.js';

export const OutboxStatus = z.enum(OUTBOX_STATUSES, `expected ${OUTBOX_STATUSES.join(', ')}`);
export type OutboxStatus = z.infer<typeof OutboxStatus>;

/** `GET /api/v1/outbox`: newest first. */
export const OutboxQuery = PageQuery.extend({
  status: OutboxStatus.optional(),
  kind: freeText(32).optional(),
});
export type OutboxQuery = z.infer<typeof OutboxQuery>;

/** What is on its way to another system. */
export const OutboxRow = z.object({
  /** The same over all attempts; receivers tell a repetition by it. */
  id: z.string(),
  kind: z.string(),
  topic: z.string(),
  status: OutboxStatus,
  attempts: z.int(),
  /** When the next attempt begins, while it waits. */
  due_at: Timestamp,
  deadline: Timestamp,
  error: z.string().nullable(),
  created_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type OutboxRow = z.infer<typeof OutboxRow>;

/** `GET /api/v1/outbox/{id}`. */
export const OutboxDetail = OutboxRow.extend({
  payload: z.unknown(),
  log: z.array(
    z.object({
      attempt: z.int(),
      began_at: Timestamp,
      /** Null, as the outcome: under way, or its server died in it. */
      ended_at: Timestamp.nullable(),
      outcome: z.enum(['delivered', 'again', 'refused']).nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type OutboxDetail = z.infer<typeof OutboxDetail>;
