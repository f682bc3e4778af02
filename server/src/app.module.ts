import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { CountryOperatorApiModule } from './compat/country-operator-api/country-operator-api.module.js';
import { GatewayApiModule } from './compat/gateway-api/gateway-api.module.js';
import { NetflowApiModule } from './compat/netflow-api/netflow-api.module.js';
import { ProgramApiModule } from './compat/program-api/program-api.module.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { HealthModule } from './health/health.module.js';
import { LiveModule } from './live/live.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModemBusModule } from './modem-bus/modem-bus.module.js';
import { NumberListsModule } from './number-lists/number-lists.module.js';
import { ProgramsModule } from './programs/programs.module.js';
import { PairsModule } from './pairs/pairs.module.js';
import { ProvidersModule } from './providers/providers.module.js';
import { SimCardsModule } from './sim-cards/sim-cards.module.js';
import { SmsModule } from './sms/sms.module.js';
import { StatsModule } from './stats/stats.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SuppressionModule } from './suppression/suppression.module.js';
import { WorkersModule } from './workers/workers.module.js';

/** The composition root: the only place that knows every module. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        StorageModule.forRoot(),
        ModemBusModule,
        AuthModule,
        PairsModule,
        SimCardsModule,
        WorkersModule,
        SmsModule,
        ProvidersModule,
        StatsModule,
        SuppressionModule,
        NumberListsModule,
        ProgramsModule,
        LiveModule,
        GatewayApiModule,
        NetflowApiModule,
        ProgramApiModule,
        CountryOperatorApiModule,
        HealthModule,
        MetricsModule,
      ],
    };
  }
}
