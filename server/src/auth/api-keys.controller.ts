import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiKey, CreatedApiKey, NewApiKey } from '@signalbox/contracts/auth';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import { AllowAll, Caller } from '../common/access.js';
import { Answers } from '../common/answers.js';
import { IdempotentWrites } from '../common/idempotency/idempotent-writes.js';
import type { Principal } from '../common/principal.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller('api/v1/api-keys')
@IdempotentWrites()
@AllowAll()
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Answers(pageOf(ApiKey))
  @Get()
  list(@Query({ schema: PageQuery }) query: PageQuery, @Caller() caller: Principal) {
    return this.keys.list(caller, query);
  }

  @Answers(CreatedApiKey)
  @Post()
  create(@Body({ schema: NewApiKey }) { name }: NewApiKey, @Caller() caller: Principal) {
    return this.keys.create(caller, name);
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id', { schema: IntId }) id: number, @Caller() caller: Principal) {
    return this.keys.revoke(caller, id);
  }
}
