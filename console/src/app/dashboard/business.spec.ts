import { describe, expect, it } from 'vitest';
import { cardsOf } from './business';

const summary = {
  ...{ currency: 'KES', owed: 1500, credit: 0, overdue: 500, overdue_invoices: 1, open_invoices: 3 },
  ...{ received_this_month: 9000, pending_payments: 2, open_tickets: 4, used: true },
};

describe('the figures of the business', () => {
  it('lead to what they count', () => {
    expect(cardsOf(summary, true).map(({ figure }) => [figure.text, figure.link, figure.query])).toEqual([
      ['KES 1,500.00', '/invoices', undefined],
      ['KES 500.00', '/invoices', { status: 'overdue' }],
      ['KES 9,000.00', '/payments', { span: 'month' }],
      ['4', '/tickets', { status: 'not-over' }],
    ]);
  });

  it('are dashes while the server does not answer', () => {
    expect(new Set(cardsOf(summary, false).map(({ figure }) => figure.text))).toEqual(new Set(['–']));
  });
});
