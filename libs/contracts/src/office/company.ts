import { z } from 'zod';
import { freeText } from '../common.js';
import { Day } from './money.js';

const optional = (max: number) => freeText(max).nullable().optional();

/** `PUT /api/v1/settings/company`: who writes the invoices. Lines of an address or of instructions end with a line feed. */
export const CompanyChange = z.strictObject({
  name: freeText(120),
  address: optional(300),
  phone: optional(64),
  email: optional(254),
  /** Of the tax office, such as a KRA PIN. */
  tax_id: optional(64),
  /** How an invoice is paid: it stands below what is to be paid. */
  pay_instructions: optional(600),
});
export type CompanyChange = z.infer<typeof CompanyChange>;

export const Company = z.object({
  name: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  tax_id: z.string().nullable(),
  pay_instructions: z.string().nullable(),
});
export type Company = z.infer<typeof Company>;

/** `GET /api/v1/customers/{id}/statement.pdf`: from the first of this month to today unless said. */
export const StatementPeriod = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type StatementPeriod = z.infer<typeof StatementPeriod>;
