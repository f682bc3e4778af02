import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { ProvidersModule } from '../../messaging/providers/providers.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { NetflowSmsService } from './netflow-sms.service.js';
import { NetflowSmsController } from './sms.controller.js';
import { SmsSettingsService } from './sms-settings.service.js';
import { messageError } from '../message-error.js';
import { admitOldClients, answerBelow } from '../old-clients.js';
import { netflowError } from './netflow-error.filter.js';

const NETFLOW_URL = /^\/api\/(sms\/send|sms-settings)(\/|$)/;
/** Whatever else is below the address that this API and the gateway API have in common, and is none of ours. */
const UNKNOWN_URL = /^\/api(?:$|\/(?!(?:v1|docs)(?:\/|$)|openapi\.))/;

/** The NetFlow API's own URLs and shapes over the features' services. */
@Module({
  imports: [IdempotencyModule, ProvidersModule, SmsModule],
  controllers: [NetflowSmsController],
  providers: [NetflowSmsService, SmsSettingsService],
})
export class NetflowApiModule {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: NETFLOW_URL, errorForm: netflowError, takesBareTokens: true });
    answerBelow(host, UNKNOWN_URL, (failure) => messageError(failure, new Map()));
  }
}
