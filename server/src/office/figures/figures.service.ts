import { Injectable } from '@nestjs/common';
import type { OfficeSummary, Revenue } from '@signalbox/contracts/office/figures';
import { BooksService } from '../billing/books.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { LeadsService } from '../leads/leads.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { TicketsService } from '../tickets/tickets.service.js';

/** Where the business stands, over all its parts. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly books: BooksService,
    private readonly payments: PaymentsService,
    private readonly tickets: TicketsService,
    private readonly customers: CustomersService,
    private readonly leads: LeadsService,
  ) {}

  /** @throws Invalid naming the day */
  revenue(from?: string, to?: string): Promise<Revenue> {
    return this.books.revenueByMethod(from, to);
  }

  async summary(): Promise<OfficeSummary> {
    const [standing, pending, tickets, used] = await Promise.all([
      this.books.standing(),
      this.payments.count({ status: 'pending' }),
      this.tickets.count({ isOpen: true }),
      this.isUsed(),
    ]);
    return { ...standing, pending_payments: pending, open_tickets: tickets, used };
  }

  /** Without counting what there is: all that moves money is a customer's. */
  private async isUsed(): Promise<boolean> {
    const one = { limit: 1 };
    const some = [() => this.customers.list({}, one), () => this.tickets.list({}, one), () => this.leads.list({}, one)];
    for (const list of some) if ((await list()).length > 0) return true;
    return false;
  }
}
