import { z } from 'zod';
import { IntId, PageQuery, Timestamp, freeText } from '../common.js';
import { Amount, Money } from './money.js';

export const PAYMENT_METHODS = ['bank_transfer', 'cash', 'cheque', 'mpesa', 'card', 'other'] as const;
export const PaymentMethod = z.enum(PAYMENT_METHODS, `expected ${PAYMENT_METHODS.join(', ')}`);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const PAYMENT_STATUSES = ['pending', 'completed', 'cancelled', 'refunded'] as const;
export const PaymentStatus = z.enum(PAYMENT_STATUSES, `expected ${PAYMENT_STATUSES.join(', ')}`);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** `POST /api/v1/payments`: pending, until somebody confirms that the money is here. */
export const NewPayment = z
  .strictObject({
    customer_id: z.int().min(1).optional(),
    /** What it is for; without it the oldest open invoices are. */
    invoice_id: z.int().min(1).optional(),
    amount: Amount,
    method: PaymentMethod,
    /** The bank's, or the receipt; no two payments have the same. */
    reference: freeText(64).optional(),
    note: freeText(200).optional(),
  })
  .refine(({ customer_id, invoice_id }) => customer_id !== undefined || invoice_id !== undefined, {
    path: ['customer_id'],
    message: 'expected a customer, or an invoice',
  });
export type NewPayment = z.infer<typeof NewPayment>;

/** `POST /api/v1/payments/{id}/confirm`. */
export const PaymentConfirmation = z.strictObject({ reference: freeText(64).optional() }).prefault({});
export type PaymentConfirmation = z.infer<typeof PaymentConfirmation>;

/** `POST /api/v1/payments/{id}/allocate`: as much as there is of the payment, and open of the invoice, unless said. */
export const NewAllocation = z.strictObject({ invoice_id: z.int().min(1), amount: Amount.optional() });
export type NewAllocation = z.infer<typeof NewAllocation>;

/** `/api/v1/settings/receipts`: whether customers hear by SMS that their payments are booked. */
export const ReceiptSettings = z.strictObject({
  enabled: z.boolean(),
  /** `{{name}}`, `{{amount}}`, `{{reference}}`, `{{account}}` and `{{balance}}` are filled in. */
  text: freeText(320),
});
export type ReceiptSettings = z.infer<typeof ReceiptSettings>;

/** `POST /api/v1/payments/{id}/refund`: all that is left of it unless an amount is said. */
export const NewRefund = z.strictObject({ amount: Amount.optional(), reason: freeText(200) });
export type NewRefund = z.infer<typeof NewRefund>;

/** `GET /api/v1/payments`: newest first. */
export const PaymentQuery = PageQuery.extend({
  customer_id: IntId.optional(),
  invoice_id: IntId.optional(),
  status: PaymentStatus.optional(),
  method: PaymentMethod.optional(),
  /** Created at or after; */
  since: Timestamp.optional(),
  /** and before. */
  until: Timestamp.optional(),
});
export type PaymentQuery = z.infer<typeof PaymentQuery>;

export const Payment = z.object({
  id: z.int(),
  customer_id: z.int(),
  customer_name: z.string(),
  invoice_id: z.int().nullable(),
  amount: Money,
  currency: z.string(),
  method: PaymentMethod,
  reference: z.string().nullable(),
  note: z.string().nullable(),
  status: PaymentStatus,
  /** What no invoice has taken: the customer's credit. */
  unallocated: Money,
  refunded: Money,
  created_at: Timestamp,
  completed_at: Timestamp.nullable(),
});
export type Payment = z.infer<typeof Payment>;

/** `GET /api/v1/payments/{id}`. */
export const PaymentDetail = Payment.extend({
  allocations: z.array(z.object({ invoice_id: z.int(), amount: Money })),
  refunds: z.array(z.object({ id: z.int(), amount: Money, reason: z.string(), created_at: Timestamp })),
});
export type PaymentDetail = z.infer<typeof PaymentDetail>;

/** `GET /api/v1/payments.csv`: all of them, by the list's filters. */
export const PaymentExport = PaymentQuery.omit({ limit: true, cursor: true });
export type PaymentExport = z.infer<typeof PaymentExport>;
