import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { pageOf } from '@signalbox/contracts/common';
import { PhoneNumber } from '@signalbox/contracts/messages';
import {
  NewSuppression,
  Suppression,
  SuppressionImport,
  SuppressionImportResult,
  SuppressionQuery,
} from '@signalbox/contracts/suppression';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers, AnswersCsv } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { SuppressionImportsService } from './suppression-imports.service.js';
import { SuppressionListService } from './suppression-list.service.js';

@ApiTags('Suppressions')
@Controller('api/v1')
@IdempotentWrites()
export class SuppressionsController {
  constructor(
    private readonly suppressions: SuppressionListService,
    private readonly imports: SuppressionImportsService,
  ) {}

  @Answers(pageOf(Suppression))
  @Get('suppressions')
  @Allow('suppressions.read')
  list(@Query({ schema: SuppressionQuery }) query: SuppressionQuery) {
    return this.suppressions.list(query);
  }

  @AnswersCsv()
  @Get('suppressions.csv')
  @Allow('suppressions.read')
  export() {
    return this.suppressions.export();
  }

  @Answers(Suppression)
  @Post('suppressions')
  @Allow('suppressions.write')
  add(@Caller() caller: Principal, @Body({ schema: NewSuppression }) body: NewSuppression) {
    return this.suppressions.add(caller, body);
  }

  @Answers(SuppressionImportResult)
  @Post('suppressions/import')
  @HttpCode(200)
  @Allow('suppressions.write')
  import(@Caller() caller: Principal, @Body({ schema: SuppressionImport }) body: SuppressionImport) {
    return this.imports.import(caller, body);
  }

  @Delete('suppressions/:number')
  @HttpCode(204)
  @Allow('suppressions.write')
  remove(@Caller() caller: Principal, @Param('number', { schema: PhoneNumber }) number: string) {
    return this.suppressions.remove(caller, number);
  }
}
