import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiKey, ApiKeyQuery, CreatedApiKey, NewApiKey } from '@signalbox/contracts/auth';
import { IntId, pageOf } from '@signalbox/contracts/common';
import { Allow, AllowAdministering, Caller, From } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller('api/v1/api-keys')
@IdempotentWrites()
@Allow('account.own')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Answers(pageOf(ApiKey))
  @Get()
  list(@Query({ schema: ApiKeyQuery }) query: ApiKeyQuery, @Caller() caller: Principal) {
    return this.keys.list(caller, query);
  }

  @Answers(CreatedApiKey)
  @Post()
  @AllowAdministering('account.own')
  create(@Body({ schema: NewApiKey }) body: NewApiKey, @Caller() caller: Principal, @From() address: string) {
    return this.keys.create(caller, body, address);
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id', { schema: IntId }) id: number, @Caller() caller: Principal, @From() address: string) {
    return this.keys.revoke(caller, id, address);
  }
}
