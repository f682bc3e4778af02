import { Injectable } from '@nestjs/common';
import type { OpenTicketStatus } from '@signalbox/contracts/office/ticket-statuses';
import {
  type OfficeFigures,
  OfficeFiguresRepository,
  type OpenInvoiceStatus,
} from '../../insight/metrics/office-figures.repository.js';
import { Database } from '../typeorm/database.js';
import { BROKEN, OPEN_TICKETS } from './open-tickets.js';

type Numeric = number | string;

/** The same as `statusOf`, of those that are open. All of it stands in the index of phases. */
const INVOICES =
  "SELECT CASE WHEN due_date < ? THEN 'overdue' WHEN open_amount < total THEN 'part_paid' ELSE 'unpaid' END AS standing, " +
  "COUNT(*) AS many, SUM(open_amount) AS owed FROM invoices WHERE phase = 'open' GROUP BY standing";
const TICKETS =
  `SELECT status, COUNT(*) AS many, SUM(CASE WHEN ${BROKEN} THEN 1 ELSE 0 END) AS broken ` +
  `FROM tickets WHERE ${OPEN_TICKETS} GROUP BY status`;

@Injectable()
export class SqlOfficeFiguresRepository extends OfficeFiguresRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async read(today: string, now: number): Promise<OfficeFigures> {
    const [invoices, tickets] = await Promise.all([
      this.db.readLong<{ standing: OpenInvoiceStatus; many: Numeric; owed: Numeric }>(INVOICES, [today]),
      this.db.readLong<{ status: OpenTicketStatus; many: Numeric; broken: Numeric }>(TICKETS, [now]),
    ]);
    return {
      invoices: invoices.map(({ standing, many, owed }) => {
        return { status: standing, count: Number(many), owed: Number(owed) };
      }),
      tickets: tickets.map(({ status, many }) => ({ status, count: Number(many) })),
      breached: tickets.reduce((sum, { broken }) => sum + Number(broken), 0),
    };
  }
}
