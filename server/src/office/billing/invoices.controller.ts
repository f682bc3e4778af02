import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  DraftChange,
  Invoice,
  InvoiceDetail,
  InvoiceQuery,
  NewCreditNote,
  NewInvoice,
  Reason,
} from '@signalbox/contracts/office/invoices';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { spanOf } from '../../platform/common/stretch.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { InvoiceDetail as Stored } from './invoice.js';
import { toDetail, toView } from './invoice-view.js';
import { InvoicesService } from './invoices.service.js';

@ApiTags('Invoices')
@Controller('api/v1/invoices')
@IdempotentWrites()
export class InvoicesController {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly money: MoneyService,
    private readonly calendar: CalendarService,
  ) {}

  @Answers(pageOf(Invoice))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: InvoiceQuery }) query: InvoiceQuery) {
    const { limit, cursor, customer_id: customerId, status, open, since, until } = query;
    const stretch = { limit: limit + 1, before: decodeCursor(cursor) };
    const rows = await this.invoices.list({ customerId, status, isOpen: open, created: spanOf(since, until) }, stretch);
    const today = this.calendar.today();
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => toView(row, this.money, today),
    );
  }

  @Answers(InvoiceDetail)
  @Post()
  @Allow('office.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewInvoice }) body: NewInvoice) {
    return this.show(await this.invoices.create(body, caller));
  }

  @Answers(InvoiceDetail)
  @Get(':id')
  @Allow('office.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return this.show(await this.invoices.get(id));
  }

  @Answers(InvoiceDetail)
  @Put(':id')
  @Allow('office.write')
  async rewrite(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: DraftChange }) body: DraftChange,
  ) {
    return this.show(await this.invoices.rewrite(id, body, caller));
  }

  @Answers(InvoiceDetail)
  @Post(':id/issue')
  @HttpCode(200)
  @Allow('office.write')
  async issue(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.show(await this.invoices.issue(id, caller));
  }

  @Answers(InvoiceDetail)
  @Post(':id/void')
  @HttpCode(200)
  @Allow('office.money')
  async void(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: Reason }) { reason }: Reason,
  ) {
    return this.show(await this.invoices.void(id, reason, caller));
  }

  @Answers(InvoiceDetail)
  @Post(':id/write-off')
  @HttpCode(200)
  @Allow('office.money')
  async writeOff(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: Reason }) { reason }: Reason,
  ) {
    return this.show(await this.invoices.writeOff(id, reason, caller));
  }

  @Answers(InvoiceDetail)
  @Post(':id/credit-notes')
  @Allow('office.money')
  async credit(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NewCreditNote }) body: NewCreditNote,
  ) {
    return this.show(await this.invoices.credit(id, body, caller));
  }

  private show(invoice: Stored): InvoiceDetail {
    return toDetail(invoice, this.money, this.calendar.today());
  }
}
