import type { UnmatchedPayment } from '@signalbox/contracts/office/mpesa';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { MoneyService } from '../../platform/money/money.service.js';
import { type Incoming, mayBeSamePhone, nameWords, similarAccounts } from './incoming.js';
import type { Candidate } from './incoming.repository.js';

type Suggestion = UnmatchedPayment['suggestions'][number];

/** Whose it may be, those first that most speaks for; behind one that two things speak for nobody is named that one does. */
export function suggestionsOf(row: Incoming, candidates: readonly Candidate[]): Suggestion[] {
  const accounts = row.reference === null ? [] : similarAccounts(row.reference);
  const words = row.payer === null ? [] : nameWords(row.payer);
  const all = candidates.map(({ customerId, name, accountNumber, phone }) => {
    const why: Suggestion['why'] = [];
    if (customerId === row.customerId) why.push('asked_for');
    if (mayBeSamePhone(phone, row.phone)) why.push('phone');
    if (accounts.includes(accountNumber)) why.push('account_number');
    if (words.length > 1 && words.every((word) => name.toLowerCase().includes(word))) why.push('name');
    return { customer_id: customerId, name, account_number: accountNumber, why };
  });
  const most = Math.max(0, ...all.map(({ why }) => why.length));
  return all
    .filter(({ why }) => most < 2 || why.length > 1)
    .toSorted((a, b) => b.why.length - a.why.length)
    .slice(0, 5);
}

/** As v1 shows it. */
export const toUnmatched = (
  row: Incoming,
  candidates: readonly Candidate[],
  money: MoneyService,
): UnmatchedPayment => ({
  id: row.id,
  source: row.source,
  status: row.state,
  reason: row.reason,
  receipt: row.receipt,
  amount: money.numberOf(row.amount),
  currency: money.currency.code,
  phone: row.phone,
  name: row.payer,
  reference: row.reference,
  paid_at: isoTime(row.paidAt),
  payment_id: row.paymentId,
  customer_id: row.customerId,
  note: row.note,
  suggestions: suggestionsOf(row, candidates),
  created_at: isoTime(row.createdAt),
  resolved_at: isoTimeOrNull(row.resolvedAt),
});
