import { Injectable, type StreamableFile } from '@nestjs/common';
import type { CustomerExport } from '@signalbox/contracts/office/customers';
import type { InvoiceExport } from '@signalbox/contracts/office/invoices';
import type { PaymentExport } from '@signalbox/contracts/office/payments';
import { csvFile } from '../../platform/common/csv-file.js';
import { listLines } from '../../platform/common/list-lines.js';
import { spanOf } from '../../platform/common/stretch.js';
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

/** Lists as files. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly allCustomers: CustomersService,
    private readonly allInvoices: InvoicesService,
    private readonly allPayments: PaymentsService,
    private readonly money: MoneyService,
  ) {}

  customers(filter: CustomerExport): StreamableFile {
    const lines = listLines(
      (stretch) => this.allCustomers.list(filter, stretch),
      (row) => customerCells(row, this.money),
    );
    return csvFile('customers.csv', CUSTOMER_HEADER, lines);
  }

  invoices({ customer_id: customerId, status, since, until }: InvoiceExport): StreamableFile {
    const filter = { customerId, status, created: spanOf(since, until) };
    const lines = listLines(
      (stretch) => this.allInvoices.list(filter, stretch),
      (row) => invoiceCells(row, this.allInvoices.statusOf(row), this.money),
    );
    return csvFile('invoices.csv', INVOICE_HEADER, lines);
  }

  payments({ customer_id: customerId, invoice_id: invoiceId, since, until, ...rest }: PaymentExport): StreamableFile {
    const filter = { customerId, invoiceId, created: spanOf(since, until), ...rest };
    const lines = listLines(
      (stretch) => this.allPayments.list(filter, stretch),
      (row) => paymentCells(row, this.money),
    );
    return csvFile('payments.csv', PAYMENT_HEADER, lines);
  }
}
