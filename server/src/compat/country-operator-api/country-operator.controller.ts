import { Body, Controller, Delete, Get, Param, Post, Put, UseFilters } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import {
  CountryOperator,
  CountryOperatorChange,
  NewCountryOperator,
  RemovedCountryOperator,
  SavedCountryOperator,
} from '@signalbox/contracts/country-operator-api';
import { ProgramApiError } from '@signalbox/contracts/program-api';
import { z } from 'zod';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { CountryOperatorErrorFilter } from './country-operator-error.filter.js';
import { CountryOperatorsService } from './country-operators.service.js';

@ApiTags('Country-operator API')
@ApiDefaultResponse({ standardSchema: ProgramApiError })
@Controller('country-operator')
@UseFilters(CountryOperatorErrorFilter)
@IdempotentWrites()
@Allow('pairs.write')
export class CountryOperatorController {
  constructor(private readonly pairs: CountryOperatorsService) {}

  @Answers(z.array(CountryOperator))
  @Get()
  @Allow('pairs.read')
  list() {
    return this.pairs.list();
  }

  @Answers(SavedCountryOperator)
  @Post()
  create(@Caller() caller: Principal, @Body({ schema: NewCountryOperator }) body: NewCountryOperator) {
    return this.pairs.create(body, caller.userId);
  }

  @Answers(SavedCountryOperator)
  @Put(':country/:operator')
  change(
    @Caller() caller: Principal,
    @Param('country') country: string,
    @Param('operator') operator: string,
    @Body({ schema: CountryOperatorChange }) body: CountryOperatorChange,
  ) {
    return this.pairs.change(country, operator, body, caller.userId);
  }

  @Answers(RemovedCountryOperator)
  @Delete(':country/:operator')
  remove(@Caller() caller: Principal, @Param('country') country: string, @Param('operator') operator: string) {
    return this.pairs.remove(country, operator, caller.userId);
  }
}
