import { z } from 'zod';
import { IntId, PageQuery, Timestamp, freeText } from '../common.js';
import { Amount, Money } from './money.js';

/** What stands for a secret that is set; sent back it leaves it as it is. */
export const KEPT_SECRET = '***';

const digits = (expected: string, from: number, to: number) =>
  z.string().regex(new RegExp(String.raw`^\d{${from},${to}}$`), expected);
const Shortcode = digits('expected a shortcode of 4 to 10 digits', 4, 10);
const Secret = z.string().max(500).nullable();

/** How M-Pesa is reached: an application of Safaricom's Daraja, and the shortcode that money comes to. */
export const MpesaSettings = z.object({
  /** `https://api.safaricom.co.ke`, or the sandbox. */
  base_url: z.string().nullable(),
  type: z.enum(['paybill', 'till']),
  /** Of a till the head office's. */
  shortcode: z.string().nullable(),
  /** Of a till: its own number. */
  till: z.string().nullable(),
  /** `***` where it is set. */
  consumer_key: Secret,
  consumer_secret: Secret,
  passkey: Secret,
  c2b_version: z.enum(['v1', 'v2']),
  /** What happens to a payment while validation cannot be reached. */
  c2b_response: z.enum(['Completed', 'Cancelled']),
  /** From where callbacks are taken: addresses or ranges; none: from anywhere, the path is the secret. */
  callback_addresses: z.array(z.string()),
  /** What is missing until payments can be asked for. */
  missing: z.array(z.string()),
  c2b_registered_at: Timestamp.nullable(),
});
export type MpesaSettings = z.infer<typeof MpesaSettings>;

/** `PUT /api/v1/settings/mpesa`: what is left out stays; null takes it away, `***` keeps a secret. */
export const MpesaSettingsChange = z
  .strictObject({
    base_url: z.string().max(200).nullable(),
    type: z.enum(['paybill', 'till'], 'expected paybill or till'),
    shortcode: Shortcode.nullable(),
    till: Shortcode.nullable(),
    consumer_key: Secret,
    consumer_secret: Secret,
    passkey: Secret,
    c2b_version: z.enum(['v1', 'v2'], 'expected v1 or v2'),
    c2b_response: z.enum(['Completed', 'Cancelled'], 'expected Completed or Cancelled'),
    callback_addresses: z.array(z.string().max(64)).max(50),
  })
  .partial();
export type MpesaSettingsChange = z.infer<typeof MpesaSettingsChange>;

/** What a try of the settings, or a registration, came to. */
export const MpesaTest = z.object({ ok: z.boolean(), detail: z.string() });
export type MpesaTest = z.infer<typeof MpesaTest>;

/** `POST /api/v1/payments/pushes`: asks a customer's phone for a payment. */
export const NewPush = z
  .strictObject({
    /** Left out: the customer's. */
    phone: z.string().min(1).max(32).optional(),
    amount: Amount,
    customer_id: z.int().min(1).optional(),
    invoice_id: z.int().min(1).optional(),
  })
  .refine(({ customer_id, invoice_id }) => customer_id !== undefined || invoice_id !== undefined, {
    path: ['customer_id'],
    message: 'expected a customer, or an invoice',
  });
export type NewPush = z.infer<typeof NewPush>;

export const PUSH_STATUSES = ['created', 'pending', 'unknown', 'refused', 'failed', 'paid'] as const;
export const PushStatus = z.enum(PUSH_STATUSES, `expected ${PUSH_STATUSES.join(', ')}`);
export type PushStatus = z.infer<typeof PushStatus>;

/** A payment that a phone was asked for. */
export const Push = z.object({
  id: z.int(),
  customer_id: z.int(),
  invoice_id: z.int().nullable(),
  amount: Money,
  currency: z.string(),
  phone: z.string(),
  /** `unknown`: nobody can say whether it reached the phone; it is not to be repeated. */
  status: PushStatus,
  checkout_request_id: z.string().nullable(),
  receipt: z.string().nullable(),
  result_code: z.string().nullable(),
  result: z.string().nullable(),
  payment_id: z.int().nullable(),
  created_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type Push = z.infer<typeof Push>;

/** `GET /api/v1/payments/pushes`: newest first. */
export const PushQuery = PageQuery.extend({
  customer_id: IntId.optional(),
  invoice_id: IntId.optional(),
  status: PushStatus.optional(),
});
export type PushQuery = z.infer<typeof PushQuery>;

export const UNMATCHED_STATUSES = ['unmatched', 'booked', 'dismissed'] as const;
const UnmatchedStatus = z.enum(UNMATCHED_STATUSES, `expected ${UNMATCHED_STATUSES.join(', ')}`);

/** Why money that came was not booked by itself. */
export const UNMATCHED_REASONS = [
  'unknown_account',
  'probable_duplicate',
  'wrong_amount',
  'receipt_known',
  'booked_twice',
] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

/** `GET /api/v1/payments/unmatched`: newest first; what waits for somebody unless a status is said. */
export const UnmatchedQuery = PageQuery.extend({ status: UnmatchedStatus.default('unmatched') });
export type UnmatchedQuery = z.infer<typeof UnmatchedQuery>;

export const UnmatchedPayment = z.object({
  id: z.int(),
  /** `c2b`: paid to the shortcode unasked; `stk`: asked for. */
  source: z.enum(['c2b', 'stk']),
  status: UnmatchedStatus,
  reason: z.enum(UNMATCHED_REASONS).nullable(),
  receipt: z.string().nullable(),
  amount: Money,
  currency: z.string(),
  /** As M-Pesa says it, which may be masked. */
  phone: z.string().nullable(),
  name: z.string().nullable(),
  /** The account that the payer typed. */
  reference: z.string().nullable(),
  paid_at: Timestamp,
  payment_id: z.int().nullable(),
  customer_id: z.int().nullable(),
  note: z.string().nullable(),
  /** Whose it may be, the likeliest first; of what waits. */
  suggestions: z.array(
    z.object({
      customer_id: z.int(),
      name: z.string(),
      account_number: z.string(),
      why: z.array(z.enum(['phone', 'account_number', 'name', 'asked_for'])),
    }),
  ),
  created_at: Timestamp,
  resolved_at: Timestamp.nullable(),
});
export type UnmatchedPayment = z.infer<typeof UnmatchedPayment>;

/** `POST /api/v1/payments/unmatched/{id}/match`: books it to a customer. */
export const UnmatchedMatch = z.strictObject({ customer_id: z.int().min(1), invoice_id: z.int().min(1).optional() });
export type UnmatchedMatch = z.infer<typeof UnmatchedMatch>;

/** `POST /api/v1/payments/unmatched/{id}/dismiss`. */
export const UnmatchedDismissal = z.strictObject({ reason: freeText(200) });
export type UnmatchedDismissal = z.infer<typeof UnmatchedDismissal>;

const item = z.object({ Name: z.string().max(64), Value: z.union([z.string().max(200), z.number()]).optional() });

/** What M-Pesa brings of a payment that was asked for. */
export const StkCallback = z.object({
  Body: z.object({
    stkCallback: z.object({
      MerchantRequestID: z.string().max(64).optional(),
      CheckoutRequestID: z.string().min(1).max(64),
      ResultCode: z.union([z.number(), z.string().max(16)]),
      ResultDesc: z.string().max(1000).default(''),
      CallbackMetadata: z.object({ Item: z.array(item).max(20) }).optional(),
    }),
  }),
});
export type StkCallback = z.infer<typeof StkCallback>;

const words = z.union([z.string().max(200), z.number()]).nullish();

/** What M-Pesa brings of a payment to the shortcode, and asks before it. Every value is text, any may be empty. */
export const C2bCall = z.object({
  TransactionType: words,
  TransID: words,
  TransTime: words,
  TransAmount: words,
  BusinessShortCode: words,
  BillRefNumber: words,
  MSISDN: words,
  FirstName: words,
  MiddleName: words,
  LastName: words,
});
export type C2bCall = z.infer<typeof C2bCall>;

/** The answer to each of these calls. */
export const CallbackAnswer = z.object({ ResultCode: z.union([z.number(), z.string()]), ResultDesc: z.string() });
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;

/** Old clients' `POST /api/integrations/mpesa/payment` is answered with these three. */
export const NetflowPush = z.object({
  CheckoutRequestID: z.string(),
  ResponseCode: z.string(),
  ResponseDescription: z.string(),
});
export type NetflowPush = z.infer<typeof NetflowPush>;
