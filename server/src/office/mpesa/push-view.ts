import type { Push } from '@signalbox/contracts/office/mpesa';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import type { Attempt } from './attempt.js';

/** As v1 shows it. */
export const toPush = (attempt: Attempt, money: MoneyService): Push => ({
  id: attempt.id,
  customer_id: attempt.customerId,
  invoice_id: attempt.invoiceId,
  amount: money.numberOf(attempt.amount),
  currency: money.currency.code,
  phone: attempt.phone,
  status: attempt.state,
  checkout_request_id: attempt.checkoutId,
  receipt: attempt.receipt,
  result_code: attempt.resultCode,
  result: attempt.result,
  payment_id: attempt.paymentId,
  created_at: isoTime(attempt.createdAt),
  ended_at: isoTimeOrNull(attempt.endedAt),
});
