import { describe, expect, it } from '@jest/globals';
import type { BooksService } from '../billing/books.service.js';
import type { CustomersService } from '../customers/customers.service.js';
import type { LeadsService } from '../leads/leads.service.js';
import type { PaymentsService } from '../payments/payments.service.js';
import type { TicketsService } from '../tickets/tickets.service.js';
import { FiguresService } from './figures.service.js';

const holding = (rows: number) => ({
  count: () => Promise.resolve(0),
  list: () => Promise.resolve(Array.from({ length: rows })),
});
const books = { standing: () => Promise.resolve({ currency: 'KES', owed: 0 }) };
const summaryOf = (customers: number, tickets: number, leads: number) =>
  new FiguresService(
    books as unknown as BooksService,
    holding(0) as unknown as PaymentsService,
    holding(tickets) as unknown as TicketsService,
    holding(customers) as unknown as CustomersService,
    holding(leads) as unknown as LeadsService,
  ).summary();

describe('where the business stands', () => {
  it('says that it is used from the first customer, ticket or lead on, whatever is owed', async () => {
    expect(await summaryOf(0, 0, 0)).toMatchObject({ owed: 0, open_tickets: 0, used: false });
    for (const [customers, tickets, leads] of [[1, 0, 0] as const, [0, 1, 0] as const, [0, 0, 1] as const]) {
      expect(await summaryOf(customers, tickets, leads)).toMatchObject({ owed: 0, used: true });
    }
  });
});
