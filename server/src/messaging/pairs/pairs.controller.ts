import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { pageOf } from '@signalbox/contracts/common';
import {
  DocumentId,
  NewPair,
  Pair,
  PairChange,
  PairImport,
  PairImportResult,
  PairQuery,
} from '@signalbox/contracts/pairs';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { PairImportsService } from './pair-imports.service.js';
import { PairsService } from './pairs.service.js';

@ApiTags('Pairs')
@Controller('api/v1/pairs')
@IdempotentWrites()
export class PairsController {
  constructor(
    private readonly pairs: PairsService,
    private readonly imports: PairImportsService,
  ) {}

  @Answers(pageOf(Pair))
  @Get()
  @Allow('pairs.read')
  list(@Query({ schema: PairQuery }) query: PairQuery) {
    return this.pairs.list(query);
  }

  @Answers(Pair)
  @Get(':id')
  @Allow('pairs.read')
  get(@Param('id', { schema: DocumentId }) id: string) {
    return this.pairs.get(id);
  }

  @Answers(Pair)
  @Post()
  @Allow('pairs.write')
  create(@Caller() caller: Principal, @Body({ schema: NewPair }) body: NewPair) {
    return this.pairs.create(body, caller.userId);
  }

  @Answers(PairImportResult)
  @Post('import')
  @HttpCode(200)
  @Allow('pairs.write')
  import(@Caller() caller: Principal, @Body({ schema: PairImport }) body: PairImport) {
    return this.imports.run(body, caller.userId);
  }

  @Answers(Pair)
  @Patch(':id')
  @Allow('pairs.write')
  change(
    @Caller() caller: Principal,
    @Param('id', { schema: DocumentId }) id: string,
    @Body({ schema: PairChange }) body: PairChange,
  ) {
    return this.pairs.change(id, body, caller.userId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('pairs.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: DocumentId }) id: string) {
    return this.pairs.remove(id, caller.userId);
  }
}
