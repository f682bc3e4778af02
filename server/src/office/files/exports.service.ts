import { Injectable, type StreamableFile } from '@nestjs/common';
import type { CustomerExport } from '@signalbox/contracts/office/customers';
import type { InvoiceExport } from '@signalbox/contracts/office/invoices';
import type { PaymentExport } from '@signalbox/contracts/office/payments';
import { csvFile } from '../../platform/common/csv-file.js';
import { spanOf, type Stretch } from '../../platform/common/stretch.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { InvoicesService } from '../billing/invoices.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import {
  CUSTOMER_HEADER,
  INVOICE_HEADER,
  PAYMENT_HEADER,
  customerCells,
  invoiceCells,
  paymentCells,
} from './export-lines.js';

/** Rows that are turned into CSV in one go: about a millisecond's work. */
const PAGE = 500;

/** Lists as files, newest first, in constant memory: each page begins where the last one ended. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly allCustomers: CustomersService,
    private readonly allInvoices: InvoicesService,
    private readonly allPayments: PaymentsService,
    private readonly money: MoneyService,
  ) {}

  customers(filter: CustomerExport): StreamableFile {
    const rows = pages((stretch) => this.allCustomers.list(filter, stretch));
    return csvFile(
      'customers.csv',
      CUSTOMER_HEADER,
      lines(rows, (row) => customerCells(row, this.money)),
    );
  }

  invoices({ customer_id: customerId, status, since, until }: InvoiceExport): StreamableFile {
    const filter = { customerId, status, created: spanOf(since, until) };
    const rows = pages((stretch) => this.allInvoices.list(filter, stretch));
    const cells = lines(rows, (row) => invoiceCells(row, this.allInvoices.statusOf(row), this.money));
    return csvFile('invoices.csv', INVOICE_HEADER, cells);
  }

  payments({ customer_id: customerId, invoice_id: invoiceId, since, until, ...rest }: PaymentExport): StreamableFile {
    const filter = { customerId, invoiceId, created: spanOf(since, until), ...rest };
    const rows = pages((stretch) => this.allPayments.list(filter, stretch));
    return csvFile(
      'payments.csv',
      PAYMENT_HEADER,
      lines(rows, (row) => paymentCells(row, this.money)),
    );
  }
}

async function* pages<Row extends { id: number }>(list: (stretch: Stretch) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let before: number | undefined;
  do {
    const rows = await list({ limit: PAGE, before });
    if (rows.length > 0) yield rows;
    before = rows.length === PAGE ? rows.at(-1)?.id : undefined;
  } while (before !== undefined);
}

async function* lines<Row>(all: AsyncIterable<Row[]>, cellsOf: (row: Row) => string[]): AsyncGenerator<string[][]> {
  for await (const rows of all) yield rows.map(cellsOf);
}
