import { z } from 'zod';
import { PhoneNumber, Priority } from './messages.js';
import { Price } from './providers.js';

/** `GET /api/v1/routes/preview`: the same names as in a new message. */
export const RouteQuery = z.strictObject({
  to: PhoneNumber,
  from: PhoneNumber.optional(),
  sim_card_id: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  provider_id: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  priority: Priority.default('normal'),
});
export type RouteQuery = z.infer<typeof RouteQuery>;

/** Why a channel takes nothing just now. */
export const RouteBlocked = z.enum(['inactive', 'offline', 'daily cap', 'window', 'rate']);

/** A channel is a SIM card or a provider: one of the two ids is null. */
const channel = { sim_card_id: z.int().nullable(), provider_id: z.int().nullable() };

export const RouteCandidate = z.object({
  ...channel,
  number: z.string().nullable(),
  label: z.string().nullable(),
  /** What a message of one part costs over it, to this pair; a SIM card costs nothing. */
  price: Price,
  /** Channels of one price are a tier; 1 is the cheapest. A dearer one is asked when all before it are closed. */
  tier: z.int(),
  /** False while it is inactive, offline or at its daily cap; then it is nobody's first choice. */
  open: z.boolean(),
  /** What keeps it from one more message right now; null is nothing. */
  blocked_by: RouteBlocked.nullable(),
  /** 0 is idle, 1 a full window. */
  load: z.number(),
  sent_today: z.int(),
  daily_cap: z.int().nullable(),
  /** 1 is the recipient's own among the open ones of its tier; null for those that are closed. */
  affinity_rank: z.int().nullable(),
});
export type RouteCandidate = z.infer<typeof RouteCandidate>;

/** How a message to this number would go if it were sent now; nothing is sent or reserved. */
export const RoutePreview = z.object({
  /** E.164. */
  to: z.string(),
  /** ISO 3166-1 alpha-2; null where the number is of no country. */
  country: z.string().nullable(),
  pair: z
    .object({
      id: z.string(),
      country: z.string(),
      operator: z.string(),
      /** Empty where it takes what no prefix of its country claims. */
      prefix: z.string(),
      is_high_priority: z.boolean(),
      active: z.boolean(),
    })
    .nullable(),
  /** Why it is this pair, or none. */
  pair_reason: z.string(),
  /** The lane a message waits in, by the priority it asks for. */
  lanes: z.object({ urgent: Priority, normal: Priority, bulk: Priority }),
  candidates: z.array(RouteCandidate),
  /** Null when the message would wait. */
  chosen: z.object({ ...channel, number: z.string().nullable() }).nullable(),
  /** Why it is this one, or why the message would wait. */
  reason: z.string(),
});
export type RoutePreview = z.infer<typeof RoutePreview>;
