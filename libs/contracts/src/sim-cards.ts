import { z } from 'zod';
import { Registration } from './bus.js';
import { Timestamp, freeText } from './common.js';
import { MessageText, PhoneNumber } from './messages.js';
import { DocumentId } from './pairs.js';
import { USSD_CODE } from './rules.js';

/** What an admin decided: only an active SIM card is given messages. */
export const SimCardStatus = z.enum(['active', 'inactive']);
export type SimCardStatus = z.infer<typeof SimCardStatus>;

const limits = {
  /** Messages per minute; null is no limit. */
  rate_per_minute: z.int().min(1).max(1_000_000).nullable(),
  /** Messages per day (UTC); null is no limit. */
  daily_cap: z.int().min(1).max(100_000_000).nullable(),
  /** Messages at the worker at once. */
  window: z.int().min(1).max(10_000),
};

/** The pairs it alone carries messages to; an empty list: to all that have no SIM card of their own. */
const PairIds = z.array(DocumentId).max(100, 'expected at most 100 pairs');

export const SimCard = z.object({
  id: z.int(),
  number: z.string().nullable(),
  label: z.string().nullable(),
  status: SimCardStatus,
  /** Whether a worker has it in a modem right now. */
  online: z.boolean(),
  worker_id: z.string().nullable(),
  /** What of its worker holds it: gsm or simulator. */
  driver: z.string().nullable(),
  /** Why it is offline, or what does not work although it is online, in words. */
  trouble: z.string().nullable(),
  registration: Registration.nullable(),
  iccid: z.string().nullable(),
  imei: z.string().nullable(),
  /** Shown to admins; null to others. */
  imsi: z.string().nullable(),
  operator: z.string().nullable(),
  /** 0 to 31, 3GPP TS 27.007 8.5; null when unknown. */
  signal: z.int().nullable(),
  ...limits,
  pair_ids: z.array(z.string()),
  sent_today: z.int(),
  in_flight: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type SimCard = z.infer<typeof SimCard>;

/** `POST /api/v1/sim-cards`. */
export const NewSimCard = z.strictObject({
  number: PhoneNumber,
  label: freeText(64).nullable().default(null),
  status: SimCardStatus.default('active'),
  rate_per_minute: limits.rate_per_minute.default(null),
  daily_cap: limits.daily_cap.default(null),
  window: limits.window.default(100),
  pair_ids: PairIds.default([]),
});
export type NewSimCard = z.infer<typeof NewSimCard>;

/** `PATCH /api/v1/sim-cards/{id}`. */
export const SimCardChange = z.strictObject({
  number: PhoneNumber.optional(),
  label: freeText(64).nullable().optional(),
  status: SimCardStatus.optional(),
  rate_per_minute: limits.rate_per_minute.optional(),
  daily_cap: limits.daily_cap.optional(),
  window: limits.window.optional(),
  pair_ids: PairIds.optional(),
});
export type SimCardChange = z.infer<typeof SimCardChange>;

/** An entry of `GET /api/v1/sim-cards/removed`: one that was deleted, and stays so until it is restored. */
export const RemovedSimCard = z.object({
  id: z.int(),
  number: z.string().nullable(),
  label: z.string().nullable(),
  iccid: z.string().nullable(),
  operator: z.string().nullable(),
  /** The worker that has it in a modem nevertheless; null when none has. */
  held_by: z.string().nullable(),
  removed_at: Timestamp,
});
export type RemovedSimCard = z.infer<typeof RemovedSimCard>;

/** `POST /api/v1/sim-cards/{id}/ussd`. */
export const UssdRequest = z.strictObject({
  /** As one would dial it, or the number of an entry of a menu. */
  code: z.string().regex(USSD_CODE, 'expected a USSD code such as *144#'),
});
export type UssdRequest = z.infer<typeof UssdRequest>;

/** What the network or the modem answered to `ussd`, `balance` and `restart`, in its words. */
export const SimCardAnswer = z.object({ answer: z.string() });
export type SimCardAnswer = z.infer<typeof SimCardAnswer>;

/** `POST /api/v1/sim-cards/{id}/send-test`: a message that only this SIM card may send. */
export const SimCardTest = z.strictObject({
  to: PhoneNumber,
  text: MessageText.default('A test message.'),
});
export type SimCardTest = z.infer<typeof SimCardTest>;
