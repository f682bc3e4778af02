import { Injectable } from '@nestjs/common';
import type { NetflowDashboard, NetflowRevenue } from '@signalbox/contracts/office/netflow-answers';
import type { NetflowRevenueQuery } from '@signalbox/contracts/office/netflow-requests';
import { BooksService } from '../../office/billing/books.service.js';
import { InvoicesService } from '../../office/billing/invoices.service.js';
import { CustomersService } from '../../office/customers/customers.service.js';
import { TicketsService } from '../../office/tickets/tickets.service.js';
import { NetflowDeskService } from './netflow-desk.service.js';

const RECENT_LEADS = 5;

/** Figures of the back office in this API's shape. */
@Injectable()
export class NetflowFiguresService {
  constructor(
    private readonly customers: CustomersService,
    private readonly invoices: InvoicesService,
    private readonly books: BooksService,
    private readonly tickets: TicketsService,
    private readonly desk: NetflowDeskService,
  ) {}

  async dashboard(): Promise<NetflowDashboard> {
    const [customers, invoices, unpaid, taken, tickets, leads] = await Promise.all([
      this.customers.count(),
      this.invoices.count(),
      this.invoices.count({ isOpen: true }),
      this.books.taken(),
      this.tickets.count({ isOpen: true }),
      this.desk.listLeads({ limit: RECENT_LEADS, offset: 0 }),
    ]);
    return {
      total_customers: customers,
      total_invoices: invoices,
      unpaid_invoices: unpaid,
      total_payments: taken,
      open_tickets: tickets,
      recent_leads: leads.rows,
    };
  }

  /** @throws Invalid naming the day */
  revenue({ from, to }: NetflowRevenueQuery): Promise<NetflowRevenue[]> {
    return this.books.revenue(from, to);
  }
}
