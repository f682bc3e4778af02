import { Body, Controller, Delete, Get, Param, Post, Put, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CountryOperatorChange, NewCountryOperator } from '@signalbox/contracts/country-operator-api';
import { Allow, Caller } from '../../common/access.js';
import { IdempotentWrites } from '../../common/idempotency/idempotent-writes.js';
import type { Principal } from '../../common/principal.js';
import { CountryOperatorErrorFilter } from './country-operator-error.filter.js';
import { CountryOperators } from './country-operators.service.js';

@ApiTags('Country-operator API')
@Controller('country-operator')
@UseFilters(CountryOperatorErrorFilter)
@IdempotentWrites()
@Allow('admin', 'operator')
export class CountryOperatorController {
  constructor(private readonly pairs: CountryOperators) {}

  @Get()
  @Allow('admin', 'operator', 'viewer')
  list() {
    return this.pairs.list();
  }

  @Post()
  create(@Caller() caller: Principal, @Body({ schema: NewCountryOperator }) body: NewCountryOperator) {
    return this.pairs.create(body, caller.userId);
  }

  @Put(':country/:operator')
  change(
    @Caller() caller: Principal,
    @Param('country') country: string,
    @Param('operator') operator: string,
    @Body({ schema: CountryOperatorChange }) body: CountryOperatorChange,
  ) {
    return this.pairs.change(country, operator, body, caller.userId);
  }

  @Delete(':country/:operator')
  remove(@Caller() caller: Principal, @Param('country') country: string, @Param('operator') operator: string) {
    return this.pairs.remove(country, operator, caller.userId);
  }
}
