import type { InvoiceStatus } from '@signalbox/contracts/office/invoices';
import type { OpenTicketStatus } from '@signalbox/contracts/office/ticket-statuses';

/** Those of issued invoices that are not paid. */
export const OPEN_INVOICE_STATUSES = ['unpaid', 'part_paid', 'overdue'] as const satisfies readonly InvoiceStatus[];
export type OpenInvoiceStatus = (typeof OPEN_INVOICE_STATUSES)[number];

/** What is open in the back office; of what there is none of, no row. */
export interface OfficeFigures {
  /** `owed` in minor units. */
  invoices: { status: OpenInvoiceStatus; count: number; owed: number }[];
  tickets: { status: OpenTicketStatus; count: number }[];
  /** Open tickets of which a promise is broken. */
  breached: number;
}

/** How the business stands, in figures that do not grow in number. */
export abstract class OfficeFiguresRepository {
  /** @param today YYYY-MM-DD where the office is; `now` epoch milliseconds */
  abstract read(today: string, now: number): Promise<OfficeFigures>;
}
