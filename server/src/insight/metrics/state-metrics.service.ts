import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { QueueService } from '../../messaging/sms/dispatch/queue.service.js';
import { VERSION } from '../../platform/version.js';

/** Reads the gauges when Prometheus asks. */
@Injectable()
export class StateMetricsService {
  constructor(
    private readonly module: ModuleRef,
    private readonly queue: QueueService,
    private readonly channels: ChannelsService,
    private readonly publisher: MqttPublisher,
  ) {}

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
