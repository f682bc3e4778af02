import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { getToken } from '@willsoto/nestjs-prometheus';
import { type Gauge, register } from 'prom-client';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { QueueService } from '../../messaging/sms/dispatch/queue.service.js';
import { VERSION } from '../../platform/version.js';

/**
 * Gauges of the library that are named as only counters may be, which promtool complains of. The same is told by type in
 * those without the suffix.
 */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** Reads the gauges when Prometheus asks. */
@Injectable()
export class StateMetricsService implements OnModuleInit {
  constructor(
    private readonly module: ModuleRef,
    private readonly queue: QueueService,
    private readonly channels: ChannelsService,
    private readonly publisher: MqttPublisher,
  ) {}

  onModuleInit(): void {
    for (const name of MISNAMED) register.removeSingleMetric(name);
  }

  async measure(): Promise<void> {
    await this.measureQueue();
    const online = this.channels.all.filter((channel) => channel.online);
    for (const kind of ['sim', 'provider']) {
      this.gauge('sms_channels_online').set({ kind }, online.filter(({ record }) => record.kind === kind).length);
    }
    this.gauge('mqtt_connected').set(this.publisher.connected ? 1 : 0);
    this.gauge('app_build_info').set({ version: VERSION, node: process.version }, 1);
  }

  /** While the database is away nobody knows; the rest is told all the same. */
  private async measureQueue(): Promise<void> {
    try {
      const [depths, age] = await Promise.all([this.queue.depths(), this.queue.oldestAgeSeconds(Date.now())]);
      for (const [lane, depth] of Object.entries(depths)) this.gauge('sms_queue_depth').set({ lane }, depth);
      this.gauge('sms_queue_oldest_age_seconds').set(age);
    } catch {
      for (const lane of ['urgent', 'normal', 'bulk']) this.gauge('sms_queue_depth').set({ lane }, NaN);
      this.gauge('sms_queue_oldest_age_seconds').set(NaN);
    }
  }

  private gauge(name: string): Gauge {
    return this.module.get<Gauge>(getToken(name), { strict: false });
  }
}
