import { Injectable, type StreamableFile } from '@nestjs/common';
import type { StatementPeriod } from '@signalbox/contracts/office/company';
import { NotFound } from '../../platform/common/errors.js';
import { BooksService } from '../billing/books.service.js';
import { InvoicesService } from '../billing/invoices.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { PaymentsService } from '../payments/payments.service.js';
import { creditNotePaper, invoicePaper } from './invoice-paper.js';
import { receiptPaper } from './payment-paper.js';
import { PressService } from './press.service.js';
import { statementPaper } from './statement-paper.js';

/** What is sent to customers, as PDF. */
@Injectable()
export class PapersService {
  constructor(
    private readonly press: PressService,
    private readonly invoices: InvoicesService,
    private readonly payments: PaymentsService,
    private readonly customers: CustomersService,
    private readonly books: BooksService,
  ) {}

  /** @throws NotFound, Unavailable */
  async invoice(id: number): Promise<StreamableFile> {
    const invoice = await this.invoices.get(id);
    return this.press.print((office) => invoicePaper(invoice, office));
  }

  /** @throws NotFound, Unavailable */
  async creditNote(invoiceId: number, id: number): Promise<StreamableFile> {
    const invoice = await this.invoices.get(invoiceId);
    const note = invoice.creditNotes.find((each) => each.id === id);
    if (!note) throw new NotFound('credit note', id);
    return this.press.print((office) => creditNotePaper(note, invoice, office));
  }

  /** @throws NotFound, Unavailable */
  async receipt(id: number): Promise<StreamableFile> {
    const payment = await this.payments.get(id);
    const customer = await this.customers.get(payment.customerId);
    return this.press.print((office) => receiptPaper(payment, customer, office));
  }

  /** @throws NotFound, Invalid on a period that is none, Unavailable */
  async statement(customerId: number, period: StatementPeriod): Promise<StreamableFile> {
    const customer = await this.customers.get(customerId);
    const [from, to] = this.books.period(period);
    const account = await this.books.account(customerId, from, to);
    return this.press.print((office) => statementPaper(customer, account, [from, to], office));
  }
}
