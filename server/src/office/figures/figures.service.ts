import { Injectable } from '@nestjs/common';
import type { OfficeSummary, Revenue } from '@signalbox/contracts/office/figures';
import { BooksService } from '../billing/books.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { TicketsService } from '../tickets/tickets.service.js';

/** Where the business stands, over all its parts. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly books: BooksService,
    private readonly payments: PaymentsService,
    private readonly tickets: TicketsService,
  ) {}

  /** @throws Invalid naming the day */
  revenue(from?: string, to?: string): Promise<Revenue> {
    return this.books.revenueByMethod(from, to);
  }

  async summary(): Promise<OfficeSummary> {
    const [standing, pending, tickets] = await Promise.all([
      this.books.standing(),
      this.payments.count({ status: 'pending' }),
      this.tickets.count({ isOpen: true }),
    ]);
    return { ...standing, pending_payments: pending, open_tickets: tickets };
  }
}
