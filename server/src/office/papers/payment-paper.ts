import type { PaymentMethod } from '@signalbox/contracts/office/payments';
import type { Customer } from '../customers/customer.js';
import type { PaymentDetail } from '../payments/payment.js';
import { figure, figureOf } from './figures.js';
import type { Office } from './invoice-paper.js';
import type { Paper, SumLine } from './paper.js';

/** What people call the ways that money comes. */
export const METHODS: Record<PaymentMethod, string> = {
  bank_transfer: 'Bank transfer',
  cash: 'Cash',
  cheque: 'Cheque',
  mpesa: 'M-Pesa',
  card: 'Card',
  other: 'Other',
};
const STAMPS = { pending: 'NOT RECEIVED', completed: null, cancelled: 'CANCELLED', refunded: null } as const;

/** What somebody gets who has paid. */
export function receiptPaper(payment: PaymentDetail, customer: Customer, office: Office): Paper {
  const { money, company } = office;
  return {
    title: 'Receipt',
    name: `payment ${payment.id}`,
    stamp: STAMPS[payment.status],
    company,
    toLabel: 'Received from',
    to: [payment.payerName ?? customer.name, `Account ${customer.accountNumber}`],
    facts: factsOf(payment, office),
    columns: [
      { head: 'For', isWide: true },
      { head: 'Amount', isNumber: true },
    ],
    rows: payment.allocations.map(({ invoiceId, invoiceNumber, amount }) => [
      `Invoice ${invoiceNumber ?? invoiceId}`,
      figure(amount, money),
    ]),
    sums: sumsOf(payment, office),
    notes: [],
  };
}

function factsOf({ completedAt, createdAt, method, reference }: PaymentDetail, { dayOf }: Office): Paper['facts'] {
  const facts: Paper['facts'] = [
    ['Date', dayOf(completedAt ?? createdAt)],
    ['By', METHODS[method]],
  ];
  if (reference !== null) facts.push(['Reference', reference]);
  return facts;
}

function sumsOf({ status, unallocated, amount, refunded }: PaymentDetail, { money }: Office): SumLine[] {
  const sums: SumLine[] = [];
  if (status === 'completed' && unallocated > 0) {
    sums.push({ label: 'Kept as credit', value: figure(unallocated, money) });
  }
  sums.push({ label: 'Received', value: figureOf(amount, money), isStrong: true });
  if (refunded > 0) sums.push({ label: 'Given back', value: figure(-refunded, money) });
  return sums;
}
