import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CountsModule } from '../../messaging/counts/counts.module.js';
import { HealthModule } from '../../platform/health/health.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { GatewayAuthController } from './auth.controller.js';
import { GatewayAccessService } from './gateway-access.service.js';
import { GatewayListsService } from './gateway-lists.service.js';
import { GatewaySimCardsService } from './gateway-sim-cards.service.js';
import { GatewaySmsService } from './gateway-sms.service.js';
import { GatewaySystemService } from './gateway-system.service.js';
import { GatewaySimCardsController } from './sim-cards.controller.js';
import { GatewaySmsController } from './sms.controller.js';
import { GatewaySystemController } from './system.controller.js';
import { admitOldClients } from '../old-clients.js';
import { gatewayError } from './gateway-error.filter.js';

/** Of `/api/auth` the address itself: what is below is the NetFlow API's. */
const GATEWAY_URL = /^\/api\/(auth\/?$|(sim-cards|sms(?!\/send)|sms-status|statistics|logs|generate-api-key)(\/|$))/;

/** The gateway API's own URLs and shapes over the features' services. */
@Module({
  imports: [AuthModule, CountsModule, HealthModule, IdempotencyModule, LogsModule, SimCardsModule, SmsModule],
  controllers: [GatewayAuthController, GatewaySimCardsController, GatewaySmsController, GatewaySystemController],
  providers: [
    GatewayAccessService,
    GatewayListsService,
    GatewaySimCardsService,
    GatewaySmsService,
    GatewaySystemService,
  ],
})
export class GatewayApiModule {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: GATEWAY_URL, errorForm: gatewayError, takesBareTokens: false });
  }
}
