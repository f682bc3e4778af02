import { z } from 'zod';
import { Role } from '../auth.js';
import { CustomerStatus } from './customers.js';
import { InvoiceStatus } from './invoices.js';
import { LeadStatus } from './leads.js';
import { Money } from './money.js';
import { PaymentMethod, PaymentStatus } from './payments.js';
import { Octets } from './routers.js';
import { TicketPriority, TicketStatus } from './tickets.js';

/** What the NetFlow API answers, beside SMS: `data` of an envelope. */
export const netflowAnswer = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data });

/** `YYYY-MM-DD HH:MM:SS` in the installation's time zone. */
const Time = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const Text = z.string().nullable();

export const NetflowUser = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string(),
  /** The username of who gave none. */
  full_name: z.string(),
  role: Role,
});
export type NetflowUser = z.infer<typeof NetflowUser>;

export const NetflowSession = z.object({ token: z.string(), user: NetflowUser });
export type NetflowSession = z.infer<typeof NetflowSession>;

export const NetflowMe = NetflowUser.extend({ status: z.enum(['active', 'disabled']) });
export type NetflowMe = z.infer<typeof NetflowMe>;

export const NetflowCustomer = z.object({
  id: z.int(),
  name: z.string(),
  email: Text,
  phone: Text,
  address: Text,
  city: Text,
  country: Text,
  account_number: z.string(),
  account_type: Text,
  status: CustomerStatus,
  /** What is owed; negative is credit. */
  balance: Money,
  created_at: Time,
  updated_at: Time,
});
export type NetflowCustomer = z.infer<typeof NetflowCustomer>;

export const NetflowInvoice = z.object({
  id: z.int(),
  /** Null while it is a draft. */
  invoice_number: Text,
  customer_id: z.int(),
  customer_name: z.string(),
  amount: Money,
  tax: Money,
  total: Money,
  status: InvoiceStatus,
  due_date: z.string(),
  created_at: Time,
});
export type NetflowInvoice = z.infer<typeof NetflowInvoice>;

export const NetflowCreatedInvoice = NetflowInvoice.pick({
  id: true,
  invoice_number: true,
  customer_id: true,
  total: true,
  status: true,
});
export type NetflowCreatedInvoice = z.infer<typeof NetflowCreatedInvoice>;

export const NetflowPayment = z.object({
  id: z.int(),
  invoice_id: z.int().nullable(),
  customer_id: z.int(),
  amount: Money,
  payment_method: PaymentMethod,
  reference_number: Text,
  status: PaymentStatus,
  created_at: Time,
});
export type NetflowPayment = z.infer<typeof NetflowPayment>;

export const NetflowCreatedPayment = NetflowPayment.pick({ id: true, status: true });
export type NetflowCreatedPayment = z.infer<typeof NetflowCreatedPayment>;

/** `GET /api/invoices/{id}`. */
export const NetflowInvoiceDetail = NetflowInvoice.extend({
  lines: z.array(
    z.object({ description: z.string(), quantity: z.number(), unit_price: Money, amount: Money, tax: Money }),
  ),
  /** Made for it, or put to it. */
  payments: z.array(NetflowPayment),
});
export type NetflowInvoiceDetail = z.infer<typeof NetflowInvoiceDetail>;

export const NetflowTicket = z.object({
  id: z.int(),
  ticket_number: z.string(),
  customer_id: z.int().nullable(),
  subject: z.string(),
  description: z.string(),
  priority: TicketPriority,
  category: Text,
  status: TicketStatus,
  created_at: Time,
});
export type NetflowTicket = z.infer<typeof NetflowTicket>;

export const NetflowCreatedTicket = NetflowTicket.pick({ id: true, ticket_number: true, status: true });
export type NetflowCreatedTicket = z.infer<typeof NetflowCreatedTicket>;

export const NetflowReply = z.object({
  id: z.int(),
  /** Null is the customer. */
  user_id: z.int().nullable(),
  message: z.string(),
  is_internal: z.boolean(),
  created_at: Time,
});
export type NetflowReply = z.infer<typeof NetflowReply>;

export const NetflowCreatedReply = NetflowReply.omit({ user_id: true, created_at: true }).extend({
  ticket_id: z.int(),
});
export type NetflowCreatedReply = z.infer<typeof NetflowCreatedReply>;

/** `GET /api/tickets/{id}`. */
export const NetflowTicketDetail = NetflowTicket.extend({ replies: z.array(NetflowReply) });
export type NetflowTicketDetail = z.infer<typeof NetflowTicketDetail>;

export const NetflowLead = z.object({
  id: z.int(),
  name: z.string(),
  email: Text,
  phone: Text,
  company: Text,
  source: Text,
  status: LeadStatus,
  notes: Text,
  created_at: Time,
});
export type NetflowLead = z.infer<typeof NetflowLead>;

/** `GET /api/stats/dashboard`. */
export const NetflowDashboard = z.object({
  total_customers: z.int(),
  total_invoices: z.int(),
  /** Issued, and not paid in full. */
  unpaid_invoices: z.int(),
  /** Completed ones less refunds. */
  total_payments: Money,
  /** Neither resolved nor closed. */
  open_tickets: z.int(),
  recent_leads: z.array(NetflowLead),
});
export type NetflowDashboard = z.infer<typeof NetflowDashboard>;

/** `GET /api/reports/revenue`: a row a day that has any, ascending. */
export const NetflowRevenue = z.object({ date: z.string(), total: Money });
export type NetflowRevenue = z.infer<typeof NetflowRevenue>;

/** Of a router, by RouterOS's own names; counters above 2^53 are text. */
export const NetflowInterface = z.object({
  name: z.string(),
  running: z.boolean(),
  'rx-byte': Octets,
  'tx-byte': Octets,
});
export type NetflowInterface = z.infer<typeof NetflowInterface>;
