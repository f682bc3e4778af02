import type { PaymentDetail as DetailView, Payment as PaymentView } from '@signalbox/contracts/office/payments';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import type { Payment, PaymentDetail } from './payment.js';

/** As v1 shows it. */
export const toView = (payment: Payment, money: MoneyService): PaymentView => ({
  id: payment.id,
  customer_id: payment.customerId,
  customer_name: payment.customerName,
  invoice_id: payment.invoiceId,
  amount: money.numberOf(payment.amount),
  currency: money.currency.code,
  method: payment.method,
  reference: payment.reference,
  note: payment.note,
  status: payment.status,
  unallocated: money.numberOf(payment.unallocated),
  refunded: money.numberOf(payment.refunded),
  created_at: isoTime(payment.createdAt),
  completed_at: isoTimeOrNull(payment.completedAt),
});

export const toDetail = (payment: PaymentDetail, money: MoneyService): DetailView => ({
  ...toView(payment, money),
  allocations: payment.allocations.map(({ invoiceId, amount }) => ({
    invoice_id: invoiceId,
    amount: money.numberOf(amount),
  })),
  refunds: payment.refunds.map(({ id, amount, reason, createdAt }) => ({
    id,
    amount: money.numberOf(amount),
    reason,
    created_at: isoTime(createdAt),
  })),
});
