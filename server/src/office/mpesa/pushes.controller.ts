import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { NewPush, Push, PushQuery } from '@signalbox/contracts/office/mpesa';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { PushesService } from './pushes.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/pushes')
@IdempotentWrites()
export class PushesController {
  constructor(private readonly pushes: PushesService) {}

  @Answers(pageOf(Push))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: PushQuery }) query: PushQuery) {
    const { limit, cursor, customer_id: customerId, invoice_id: invoiceId, status: state } = query;
    const stretch = { limit: limit + 1, before: decodeCursor(cursor) };
    const rows = await this.pushes.list({ customerId, invoiceId, state }, stretch);
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
  }

  @Answers(Push)
  @Post()
  @Allow('office.write')
  create(@Caller() caller: Principal, @Body({ schema: NewPush }) body: NewPush) {
    return this.pushes.create(body, caller);
  }

  @Answers(Push)
  @Get(':id')
  @Allow('office.read')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.pushes.get(id);
  }
}
