import { z } from 'zod';
import { Day, Money } from './money.js';
import { PaymentMethod } from './payments.js';

/** `GET /api/v1/revenue`: 30 days to today unless said, at most 366. */
export const RevenueQuery = z.strictObject({ from: Day.optional(), to: Day.optional() });
export type RevenueQuery = z.infer<typeof RevenueQuery>;

/** Money that came less what was given back: a row a day and method that has any, ascending. */
export const Revenue = z.object({
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  data: z.array(z.object({ date: z.string(), method: PaymentMethod, amount: Money })),
});
export type Revenue = z.infer<typeof Revenue>;

/** `GET /api/v1/office/summary`: where the business stands now. */
export const OfficeSummary = z.object({
  currency: z.string(),
  /** What customers owe, without what others have as credit. */
  owed: Money,
  credit: Money,
  /** Of what is owed, what is due already; and how many invoices that is. */
  overdue: Money,
  overdue_invoices: z.int(),
  open_invoices: z.int(),
  /** Since the first of the month, less what was given back. */
  received_this_month: Money,
  /** Payments that wait for somebody to see the money. */
  pending_payments: z.int(),
  /** Neither resolved nor closed. */
  open_tickets: z.int(),
  /** Whether there is a customer, a ticket or a lead, open or not: without any the console shows no business. */
  used: z.boolean(),
});
export type OfficeSummary = z.infer<typeof OfficeSummary>;
