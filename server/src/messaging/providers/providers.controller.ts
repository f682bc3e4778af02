import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { NewProvider, Provider, ProviderChange, ProviderQuery } from '@signalbox/contracts/providers';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ProviderViewsService } from './provider-views.service.js';
import { ProvidersService } from './providers.service.js';

@ApiTags('Providers')
@Controller('api/v1/providers')
@IdempotentWrites()
export class ProvidersController {
  constructor(
    private readonly views: ProviderViewsService,
    private readonly providers: ProvidersService,
  ) {}

  @Answers(pageOf(Provider))
  @Get()
  @Allow('providers.read')
  list(@Caller() caller: Principal, @Query({ schema: ProviderQuery }) query: ProviderQuery) {
    return this.views.list(query, caller);
  }

  @Answers(Provider)
  @Get(':id')
  @Allow('providers.read')
  get(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.views.show(this.views.require(id), caller);
  }

  @Answers(Provider)
  @Post()
  @Allow('providers.write')
  create(@Caller() caller: Principal, @Body({ schema: NewProvider }) body: NewProvider) {
    return this.providers.create(body, caller);
  }

  @Answers(Provider)
  @Patch(':id')
  @Allow('providers.write')
  change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: ProviderChange }) body: ProviderChange,
  ) {
    return this.providers.change(id, body, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('providers.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.providers.remove(id, caller);
  }
}
