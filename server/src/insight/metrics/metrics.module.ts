import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { AuthModule } from '../../access/auth/auth.module.js';
import { NumberListsModule } from '../../campaigns/number-lists/number-lists.module.js';
import { ProgramsModule } from '../../campaigns/programs/programs.module.js';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { WorkersModule } from '../../messaging/workers/workers.module.js';
import { ChecksModule } from '../../office/checks/checks.module.js';
import { HealthModule } from '../../platform/health/health.module.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { LiveModule } from '../live/live.module.js';
import { AccessMetricsService } from './access-metrics.service.js';
import { AlertMetricsService, alertMetrics } from './alert-metrics.service.js';
import { BrokerMetricsService } from './broker-metrics.service.js';
import { EventMetricsService } from './event-metrics.service.js';
import { HouseMetricsService } from './house-metrics.service.js';
import { LiveMetricsService } from './live-metrics.service.js';
import { MetricsController } from './metrics.controller.js';
import { OfficeFiguresMetricsService } from './office-figures-metrics.service.js';
import { officeMetrics } from './office-metrics.js';
import { OfficeMetricsService } from './office-metrics.service.js';
import { platformMetrics } from './platform-metrics.js';
import { smsMetrics } from './sms-metrics.js';
import { ProgramMetricsService } from './program-metrics.service.js';
import { StateMetricsService } from './state-metrics.service.js';
import { WorkMetricsService } from './work-metrics.service.js';

/**
 * Names and labels are an interface: dashboards and alert rules are built on them. Each name is in a dashboard or a rule
 * (docker/grafana, docker/prometheus), and how many label sets there are does not grow with traffic.
 */
@Module({
  imports: [
    PrometheusModule.register({ controller: MetricsController, path: '/metrics' }),
    AlertsModule,
    AuthModule,
    ChecksModule,
    HealthModule,
    LiveModule,
    NumberListsModule,
    PairsModule,
    ProgramsModule,
    SimCardsModule,
    SmsModule,
    WorkersModule,
  ],
  providers: [
    AccessMetricsService,
    AlertMetricsService,
    BrokerMetricsService,
    EventMetricsService,
    HouseMetricsService,
    LiveMetricsService,
    OfficeFiguresMetricsService,
    OfficeMetricsService,
    ProgramMetricsService,
    StateMetricsService,
    WorkMetricsService,
    ...smsMetrics,
    ...platformMetrics,
    ...officeMetrics,
    ...alertMetrics,
  ],
})
export class MetricsModule {}
