import { Module } from '@nestjs/common';
import { AuthModule } from '../../access/auth/auth.module.js';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { CountsModule } from '../../messaging/counts/counts.module.js';
import { HealthModule } from '../../platform/health/health.module.js';
import { LogsModule } from '../../access/logs/logs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { GatewayAuthController } from './auth.controller.js';
import { GatewayAccess } from './gateway-access.service.js';
import { GatewayLeniency } from './gateway-leniency.service.js';
import { GatewaySimCards } from './gateway-sim-cards.service.js';
import { GatewaySms } from './gateway-sms.service.js';
import { GatewaySystem } from './gateway-system.service.js';
import { GatewaySimCardsController } from './sim-cards.controller.js';
import { GatewaySmsController } from './sms.controller.js';
import { GatewaySystemController } from './system.controller.js';

/** The gateway API's own URLs and shapes over the features' services. */
@Module({
  imports: [AuthModule, CountsModule, HealthModule, IdempotencyModule, LogsModule, SimCardsModule, SmsModule],
  controllers: [GatewayAuthController, GatewaySimCardsController, GatewaySmsController, GatewaySystemController],
  providers: [GatewayAccess, GatewayLeniency, GatewaySimCards, GatewaySms, GatewaySystem],
})
export class GatewayApiModule {}
