import { Module } from '@nestjs/common';
import {
  PrometheusModule,
  makeCounterProvider,
  makeGaugeProvider,
  makeHistogramProvider,
} from '@willsoto/nestjs-prometheus';
import { PairsModule } from '../../messaging/pairs/pairs.module.js';
import { SimCardsModule } from '../../messaging/sim-cards/sim-cards.module.js';
import { SmsModule } from '../../messaging/sms/sms.module.js';
import { ChecksModule } from '../../office/checks/checks.module.js';
import { EventMetricsService } from './event-metrics.service.js';
import { MetricsController } from './metrics.controller.js';
import { OfficeMetricsService } from './office-metrics.service.js';
import { StateMetricsService } from './state-metrics.service.js';

/** Names and labels are an interface: dashboards and alert rules are built on them. */
@Module({
  imports: [
    PrometheusModule.register({ controller: MetricsController, path: '/metrics' }),
    ChecksModule,
    PairsModule,
    SimCardsModule,
    SmsModule,
  ],
  providers: [
    EventMetricsService,
    OfficeMetricsService,
    StateMetricsService,
    makeCounterProvider({
      name: 'sms_messages_total',
      help: 'Messages that reached a status',
      labelNames: ['direction', 'channel_kind', 'status'],
    }),
    makeCounterProvider({
      name: 'sms_pair_messages_total',
      help: 'Messages to a pair that reached a status',
      labelNames: ['country', 'operator', 'status'],
    }),
    makeHistogramProvider({
      name: 'sms_delivery_duration_seconds',
      help: 'From acceptance to the delivery report',
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    }),
    makeHistogramProvider({
      name: 'sms_accept_duration_seconds',
      help: 'From a request to send to its answer, after the commit',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1],
    }),
    makeGaugeProvider({ name: 'sms_queue_depth', help: 'Messages that wait for a channel', labelNames: ['lane'] }),
    makeGaugeProvider({ name: 'sms_queue_oldest_age_seconds', help: 'How long the first of the queue has been due' }),
    makeGaugeProvider({ name: 'sms_channels_online', help: 'Channels that a worker holds', labelNames: ['kind'] }),
    makeCounterProvider({
      name: 'sms_strays_total',
      help: 'Dispatched messages that the database and the server were found to disagree about',
      labelNames: ['found'],
    }),
    makeGaugeProvider({
      name: 'sms_strays_oldest_age_seconds',
      help: 'How long the oldest of those taken up at the last look had been dispatched',
    }),
    makeGaugeProvider({ name: 'mqtt_connected', help: 'Whether the broker is reachable' }),
    makeCounterProvider({
      name: 'mqtt_packets_dropped_total',
      help: 'Packets from workers that were not understood',
      labelNames: ['reason'],
    }),
    makeCounterProvider({
      name: 'worker_claims_refused_total',
      help: 'What a worker said that only another may say',
      labelNames: ['claim'],
    }),
    makeGaugeProvider({ name: 'ledger_differences', help: 'What the last check of the books found wrong' }),
    makeGaugeProvider({ name: 'ledger_check_timestamp_seconds', help: 'When the last check of the books ended' }),
    makeGaugeProvider({ name: 'app_build_info', help: 'What is running; always 1', labelNames: ['version', 'node'] }),
  ],
})
export class MetricsModule {}
