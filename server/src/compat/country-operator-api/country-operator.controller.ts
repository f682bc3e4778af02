import { Body, Controller, Delete, Get, Param, Patch, Post, Put, UseFilters } from '@nestjs/common';
import { ApiDefaultResponse, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import {
  CountryOperator,
  CountryOperatorChange,
  CountryOperatorNamed,
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
import { ListDoor } from '../whole-list.interceptor.js';
import { CountryOperatorErrorFilter } from './country-operator-error.filter.js';
import { CountryOperatorsService } from './country-operators.service.js';

type Change = CountryOperatorChange;
/** What an address names; the rest of one with slashes in it is the operator's. */
interface Named {
  country: string;
  operator: string;
}
interface Raw {
  country: string;
  '*': string;
}

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
  @ListDoor()
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
  @Put()
  putNamed(@Caller() caller: Principal, @Body({ schema: CountryOperatorNamed }) body: CountryOperatorNamed) {
    return this.pairs.changeNamed(body, caller.userId);
  }

  @Answers(SavedCountryOperator)
  @Patch()
  patchNamed(@Caller() caller: Principal, @Body({ schema: CountryOperatorNamed }) body: CountryOperatorNamed) {
    return this.pairs.changeNamed(body, caller.userId);
  }

  @Answers(SavedCountryOperator)
  @Put(':country/:operator')
  put(@Caller() caller: Principal, @Param() pair: Named, @Body({ schema: CountryOperatorChange }) body: Change) {
    return this.pairs.change(pair.country, pair.operator, body, caller.userId);
  }

  @Answers(SavedCountryOperator)
  @Patch(':country/:operator')
  patch(@Caller() caller: Principal, @Param() pair: Named, @Body({ schema: CountryOperatorChange }) body: Change) {
    return this.pairs.change(pair.country, pair.operator, body, caller.userId);
  }

  @Answers(RemovedCountryOperator)
  @Delete(':country/:operator')
  remove(@Caller() caller: Principal, @Param() pair: Named) {
    return this.pairs.remove(pair.country, pair.operator, caller.userId);
  }

  // With slashes of the operator's name that were not encoded.

  @ApiExcludeEndpoint()
  @Put(':country/*')
  putRaw(@Caller() caller: Principal, @Param() pair: Raw, @Body({ schema: CountryOperatorChange }) body: Change) {
    return this.pairs.change(pair.country, pair['*'], body, caller.userId);
  }

  @ApiExcludeEndpoint()
  @Patch(':country/*')
  patchRaw(@Caller() caller: Principal, @Param() pair: Raw, @Body({ schema: CountryOperatorChange }) body: Change) {
    return this.pairs.change(pair.country, pair['*'], body, caller.userId);
  }

  @ApiExcludeEndpoint()
  @Delete(':country/*')
  removeRaw(@Caller() caller: Principal, @Param() pair: Raw) {
    return this.pairs.remove(pair.country, pair['*'], caller.userId);
  }
}
