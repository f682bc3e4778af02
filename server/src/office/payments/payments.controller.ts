import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Reason } from '@signalbox/contracts/office/invoices';
import {
  NewAllocation,
  NewPayment,
  NewRefund,
  Payment,
  PaymentConfirmation,
  PaymentDetail,
  PaymentQuery,
} from '@signalbox/contracts/office/payments';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { spanOf } from '../../platform/common/stretch.js';
import { MoneyService } from '../../platform/money/money.service.js';
import { toDetail, toView } from './payment-view.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments')
@IdempotentWrites()
export class PaymentsController {
  constructor(
    private readonly payments: PaymentsService,
    private readonly money: MoneyService,
  ) {}

  @Answers(pageOf(Payment))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: PaymentQuery }) query: PaymentQuery) {
    const { limit, cursor, customer_id: customerId, invoice_id: invoiceId, since, until, ...filter } = query;
    const stretch = { limit: limit + 1, before: decodeCursor(cursor) };
    const rows = await this.payments.list({ customerId, invoiceId, created: spanOf(since, until), ...filter }, stretch);
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => toView(row, this.money),
    );
  }

  @Answers(PaymentDetail)
  @Post()
  @Allow('office.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewPayment }) body: NewPayment) {
    return toDetail(await this.payments.create(body, caller), this.money);
  }

  @Answers(PaymentDetail)
  @Get(':id')
  @Allow('office.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toDetail(await this.payments.get(id), this.money);
  }

  @Answers(PaymentDetail)
  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('office.money')
  async confirm(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: PaymentConfirmation }) { reference }: PaymentConfirmation,
  ) {
    return toDetail(await this.payments.confirm(id, reference, caller), this.money);
  }

  @Answers(PaymentDetail)
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('office.write')
  async cancel(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: Reason }) { reason }: Reason,
  ) {
    return toDetail(await this.payments.cancel(id, reason, caller), this.money);
  }

  @Answers(PaymentDetail)
  @Post(':id/allocate')
  @HttpCode(200)
  @Allow('office.money')
  async allocate(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NewAllocation }) body: NewAllocation,
  ) {
    return toDetail(await this.payments.allocate(id, body, caller), this.money);
  }

  @Answers(PaymentDetail)
  @Post(':id/refund')
  @HttpCode(200)
  @Allow('office.money')
  async refund(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: NewRefund }) body: NewRefund,
  ) {
    return toDetail(await this.payments.refund(id, body, caller), this.money);
  }
}
