import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReceiptSettings } from '@signalbox/contracts/office/payments';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('Settings')
@Controller('api/v1/settings/receipts')
@IdempotentWrites()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Answers(ReceiptSettings)
  @Get()
  @Allow('office.read')
  show() {
    return this.receipts.show();
  }

  @Answers(ReceiptSettings)
  @Put()
  @Allow('office.money')
  change(@Caller() caller: Principal, @Body({ schema: ReceiptSettings }) body: ReceiptSettings) {
    return this.receipts.change(body, caller);
  }
}
