import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import {
  UnmatchedDismissal,
  UnmatchedMatch,
  UnmatchedPayment,
  UnmatchedQuery,
} from '@signalbox/contracts/office/mpesa';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { UnmatchedService } from './unmatched.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/unmatched')
@IdempotentWrites()
export class UnmatchedController {
  constructor(private readonly unmatched: UnmatchedService) {}

  @Answers(pageOf(UnmatchedPayment))
  @Get()
  @Allow('office.read')
  async list(@Query({ schema: UnmatchedQuery }) { limit, cursor, status }: UnmatchedQuery) {
    const rows = await this.unmatched.list(status, { limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
  }

  @Answers(UnmatchedPayment)
  @Get(':id')
  @Allow('office.read')
  get(@Param('id', { schema: IntId }) id: number) {
    return this.unmatched.get(id);
  }

  @Answers(UnmatchedPayment)
  @Post(':id/match')
  @HttpCode(200)
  @Allow('office.money')
  match(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UnmatchedMatch }) body: UnmatchedMatch,
  ) {
    return this.unmatched.match(id, body, caller);
  }

  @Answers(UnmatchedPayment)
  @Post(':id/dismiss')
  @HttpCode(200)
  @Allow('office.money')
  dismiss(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: UnmatchedDismissal }) { reason }: UnmatchedDismissal,
  ) {
    return this.unmatched.dismiss(id, reason, caller);
  }
}
