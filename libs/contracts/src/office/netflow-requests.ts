import { z } from 'zod';
import { Email, Password, Username } from '../auth.js';
import { OldFlag } from '../program-api.js';
import { isPhoneNumber } from '../rules.js';
import { CustomerStatus } from './customers.js';
import { LeadStatus } from './leads.js';
import { Day } from './money.js';
import { PaymentMethod } from './payments.js';
import { TicketPriority } from './tickets.js';

/*
 * What clients of the NetFlow API send, beside SMS. Null and blanks count as left out, numbers may be text, fields that it
 * does not know are ignored.
 */

const plain = (value: unknown): unknown => {
  const text = typeof value === 'string' ? value.trim() : value;
  return text === '' || text === null ? undefined : text;
};
const asText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : plain(value));
const asNumber = (value: unknown): unknown => {
  const given = plain(value);
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given;
};
const inSmallLetters = (value: unknown): unknown => {
  const given = plain(value);
  return typeof given === 'string' ? given.toLowerCase() : given;
};

/** What a field must be, and that it must be there. */
const wanted =
  (expected: string) =>
  ({ input }: { input?: unknown }): string =>
    input === undefined ? 'is required' : expected;

const bounded = (max: number) =>
  z
    .string({ error: wanted('expected text') })
    .min(1, 'expected at least 1 character')
    .max(max, `expected at most ${max} characters`)
    .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair');
const text = (max: number) => z.preprocess(asText, bounded(max));
const maybe = <T extends z.ZodType>(schema: T) => z.preprocess(plain, schema.optional());
const maybeText = (max: number) => z.preprocess(asText, bounded(max).optional());
/** Undefined says nothing of it, null that there is none; as what is sent back as it was shown. */
const textOrNone = (max: number) =>
  z.preprocess((value) => (value === undefined ? value : (asText(value) ?? null)), bounded(max).nullable().optional());
const orNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === undefined ? value : (asText(value) ?? null)), schema.nullable().optional());
const oneOf = <T extends z.ZodType>(schema: T) => z.preprocess(inSmallLetters, schema.optional());

const EXPECTED_ID = 'expected an id, such as 1';
const idRule = z
  .int({ error: wanted(EXPECTED_ID) })
  .min(1, EXPECTED_ID)
  .max(2_147_483_647, EXPECTED_ID);
const id = z.preprocess(asNumber, idRule);
const maybeId = z.preprocess(asNumber, idRule.optional());

const amountRule = z.union([z.number(), z.string().max(40)], {
  error: wanted('expected an amount, such as 1500'),
});
const amount = z.preprocess(plain, amountRule);
const maybeAmount = z.preprocess(plain, amountRule.optional());

/** `GET` of every list: newest first. */
export const NetflowQuery = z.object({
  limit: z.preprocess(
    asNumber,
    z.int('expected 1 to 1000').min(1, 'expected 1 to 1000').max(1000, 'expected 1 to 1000').default(100),
  ),
  offset: z.preprocess(
    asNumber,
    z.int('expected 0 or more').min(0, 'expected 0 or more').max(1_000_000_000, 'expected less').default(0),
  ),
});
export type NetflowQuery = z.infer<typeof NetflowQuery>;

const identified = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'identifier' in body ? { email: body.identifier, ...body } : body;
const password = z.string({ error: wanted('expected text') }).min(1, 'is required');

/** `POST /api/auth/login`: `email`, or `identifier`. */
export const NetflowLogin = z.preprocess(
  identified,
  z.object({ email: text(254), password: password.max(128, 'expected at most 128 characters') }),
);
export type NetflowLogin = z.infer<typeof NetflowLogin>;

/** `POST /api/auth/register`. */
export const NetflowRegistration = z.object({
  username: text(64).pipe(Username),
  email: text(254).pipe(Email),
  password: password.pipe(Password),
  full_name: maybeText(120),
});
export type NetflowRegistration = z.infer<typeof NetflowRegistration>;

const contact = {
  email: orNone(Email),
  phone: orNone(z.string('expected text').refine(isPhoneNumber, 'expected a phone number')),
};
const customer = {
  ...contact,
  address: textOrNone(200),
  city: textOrNone(100),
  country: textOrNone(100),
  account_type: textOrNone(32),
  status: oneOf(CustomerStatus),
};

/** `POST /api/customers`. */
export const NetflowNewCustomer = z.object({ name: text(120), ...customer });
export type NetflowNewCustomer = z.infer<typeof NetflowNewCustomer>;

/** `PUT /api/customers/{id}`: what is left out stays. */
export const NetflowCustomerChange = z.object({ name: maybeText(120), ...customer });
export type NetflowCustomerChange = z.infer<typeof NetflowCustomerChange>;

/** `POST /api/invoices`: `amount` and `tax` become one line. */
export const NetflowNewInvoice = z.object({
  customer_id: id,
  amount,
  tax: maybeAmount,
  /** Computed here; another one is refused. */
  total: maybeAmount,
  status: oneOf(z.enum(['draft', 'unpaid'], 'expected draft or unpaid')),
  due_date: maybe(Day),
  description: maybeText(200),
});
export type NetflowNewInvoice = z.infer<typeof NetflowNewInvoice>;

/** `POST /api/payments`. */
export const NetflowNewPayment = z.object({
  invoice_id: maybeId,
  customer_id: maybeId,
  amount,
  payment_method: z.preprocess(inSmallLetters, z.string({ error: wanted('expected text') }).pipe(PaymentMethod)),
  reference_number: maybeText(64),
});
export type NetflowNewPayment = z.infer<typeof NetflowNewPayment>;

/** `POST /api/integrations/mpesa/payment`. */
export const NetflowNewPush = z.object({
  phone: text(32),
  amount,
  invoice_id: maybeId,
  customer_id: maybeId,
});
export type NetflowNewPush = z.infer<typeof NetflowNewPush>;

/** `POST /api/tickets`. */
export const NetflowNewTicket = z.object({
  customer_id: maybeId,
  subject: text(200),
  description: text(10_000),
  priority: oneOf(TicketPriority),
  category: maybeText(64),
});
export type NetflowNewTicket = z.infer<typeof NetflowNewTicket>;

/** `POST /api/tickets/{id}/replies`. */
export const NetflowNewReply = z.object({ message: text(10_000), is_internal: OldFlag });
export type NetflowNewReply = z.infer<typeof NetflowNewReply>;

/** `POST /api/leads`: somebody who can be reached by phone or e-mail. */
export const NetflowNewLead = z
  .object({
    name: text(120),
    ...contact,
    company: textOrNone(120),
    source: textOrNone(64),
    status: oneOf(LeadStatus),
    notes: textOrNone(10_000),
  })
  .refine(({ phone, email }) => Boolean(phone ?? email), { path: ['phone'], message: 'or email is required' });
export type NetflowNewLead = z.infer<typeof NetflowNewLead>;

/** `GET /api/integrations/mikrotik/interfaces`: of the default router unless one is named. */
export const NetflowRouterQuery = z.object({ router_id: maybeId });
export type NetflowRouterQuery = z.infer<typeof NetflowRouterQuery>;

/** `GET /api/reports/revenue`: 30 days to today unless said, at most 366. */
export const NetflowRevenueQuery = z.object({ from: maybe(Day), to: maybe(Day) });
export type NetflowRevenueQuery = z.infer<typeof NetflowRevenueQuery>;
