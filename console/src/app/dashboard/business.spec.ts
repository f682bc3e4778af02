import { describe, expect, it } from 'vitest';
import { cardsOf } from './business';

const summary = {
  ...{ currency: 'KES', owed: 1500, credit: 0, overdue: 500, overdue_invoices: 1, open_invoices: 3 },
  ...{ received_this_month: 9000, pending_payments: 2, open_tickets: 4, used: true },
};

describe('the figures of the business', () => {
  it('lead to what they count', () => {
    expect(cardsOf(summary, true).map(({ figure }) => [figure.text, figure.link, figure.query])).toEqual([
      ['KES 1,500.00', '/invoices', { status: 'open' }],
      ['KES 500.00', '/invoices', { status: 'overdue' }],
      ['KES 9,000.00', '/revenue', { span: 'month' }],
      ['4', '/tickets', { status: 'not-over' }],
    ]);
  });

  it('have lesser ones, which do so too', () => {
    const notes = cardsOf(summary, true).flatMap((card) => card.notes);
    expect(notes.map(({ text, link, query }) => [text, link, query])).toEqual([
      ['3 open invoices', '/invoices', { status: 'open' }],
      ['1 invoices', '/invoices', { status: 'overdue' }],
      ['2 to be confirmed', '/payments', { status: 'pending' }],
      ['Unassigned', '/tickets', { whose: 'nobody', status: 'not-over' }],
    ]);
  });

  it('are dashes while the server does not answer', () => {
    expect(new Set(cardsOf(summary, false).map(({ figure }) => figure.text))).toEqual(new Set(['–']));
  });
});
