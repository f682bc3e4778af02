import { z } from 'zod';
import { Email } from '../auth.js';
import { PageQuery, Timestamp, freeText } from '../common.js';
import { PhoneNumber } from '../messages.js';
import { Money } from './money.js';

export const CUSTOMER_STATUSES = ['active', 'inactive', 'suspended'] as const;
export const CustomerStatus = z.enum(CUSTOMER_STATUSES, `expected ${CUSTOMER_STATUSES.join(', ')}`);
export type CustomerStatus = z.infer<typeof CustomerStatus>;

/** Somebody who buys here. */
export const Customer = z.object({
  id: z.int(),
  /** What the customer names when paying: at most 12 characters. */
  account_number: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  account_type: z.string().nullable(),
  status: CustomerStatus,
  /** What is owed; negative is credit. */
  balance: Money,
  currency: z.string(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Customer = z.infer<typeof Customer>;

const details = {
  email: Email.nullable().optional(),
  phone: PhoneNumber.nullable().optional(),
  address: freeText(200).nullable().optional(),
  city: freeText(100).nullable().optional(),
  country: freeText(100).nullable().optional(),
  account_type: freeText(32).nullable().optional(),
  status: CustomerStatus.optional(),
};

/** `POST /api/v1/customers`. */
export const NewCustomer = z.strictObject({ name: freeText(120), ...details });
export type NewCustomer = z.infer<typeof NewCustomer>;

/** `PATCH /api/v1/customers/{id}`: what is left out stays. */
export const CustomerChange = z.strictObject({ name: freeText(120).optional(), ...details });
export type CustomerChange = z.infer<typeof CustomerChange>;

/** `GET /api/v1/customers`: newest first. */
export const CustomerQuery = PageQuery.extend({
  status: CustomerStatus.optional(),
  /** Part of a name, an e-mail address, a number or an account number. */
  search: z.string().trim().min(1).max(100).optional(),
});
export type CustomerQuery = z.infer<typeof CustomerQuery>;

/** `GET /api/v1/customers.csv`: all of them, by the list's filters. */
export const CustomerExport = CustomerQuery.omit({ limit: true, cursor: true });
export type CustomerExport = z.infer<typeof CustomerExport>;

/** `POST /api/v1/customers/import`: what became of a file of customers. */
export const CustomerImport = z.object({
  id: z.int(),
  file_name: z.string(),
  status: z.enum(['importing', 'done', 'failed']),
  /** Why it did not go to its end. */
  reason: z.string().nullable(),
  /** Rows that were read; each was added, known by its account number already, or rejected. */
  rows: z.int(),
  added: z.int(),
  known: z.int(),
  rejected: z.int(),
  /** The first 100 that were rejected; `GET /api/v1/customers/imports/{id}/rejects.csv` has all. */
  errors: z.array(z.object({ line: z.int(), reason: z.string() })),
  created_at: Timestamp,
  ended_at: Timestamp.nullable(),
});
export type CustomerImport = z.infer<typeof CustomerImport>;
