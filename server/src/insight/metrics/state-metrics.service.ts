import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getToken } from '@willsoto/nestjs-prometheus';
import { type Gauge, register } from 'prom-client';
import type { Channel } from '../../messaging/sim-cards/channel.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import { QueueService } from '../../messaging/sms/dispatch/queue.service.js';
import { WorkersService } from '../../messaging/workers/workers.service.js';
import { VERSION } from '../../platform/version.js';

/**
 * Gauges of the library that are named as only counters may be, which promtool complains of. The same is told by type in
 * those without the suffix.
 */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** Of 31 (TS 27.007, 8.5): about -97 dBm, below which messages begin to be lost. */
const WEAK_SIGNAL = 8;
const NEAR_CAP = 0.9;
const KINDS = ['sim', 'provider'] as const;

/** Reads the gauges when Prometheus asks. */
@Injectable()
export class StateMetricsService implements OnModuleInit {
  constructor(
    private readonly module: ModuleRef,
    private readonly queue: QueueService,
    private readonly channels: ChannelsService,
    private readonly workers: WorkersService,
  ) {}

  onModuleInit(): void {
    for (const name of MISNAMED) register.removeSingleMetric(name);
  }

  async measure(): Promise<void> {
    await this.measureQueue();
    const channels = this.channels.all;
    for (const kind of KINDS) this.measureKind(kind, channels);
    const weak = channels.filter(({ online, signal }) => online && signal !== null && signal < WEAK_SIGNAL);
    this.gauge('sms_sim_cards_weak_signal').set(weak.length);
    this.measureWorkers();
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

  private measureWorkers(): void {
    const states = { online: 0, hung: 0, offline: 0 };
    for (const { state } of this.workers.list().data) states[state] += 1;
    for (const [state, count] of Object.entries(states)) this.gauge('sms_workers').set({ state }, count);
  }

  private measureKind(kind: (typeof KINDS)[number], all: readonly Channel[]): void {
    const channels = all.filter(({ record }) => record.kind === kind);
    const now = Date.now();
    const states = { open: 0, inactive: 0, offline: 0, 'daily cap': 0 };
    for (const channel of channels) states[channel.closedBy(now) ?? 'open'] += 1;
    for (const [state, count] of Object.entries(states)) this.gauge('sms_channels').set({ kind, state }, count);
    const isNearCap = (channel: Channel): boolean => {
      const { dailyCap } = channel.record;
      return dailyCap !== null && channel.sentOn(now) >= dailyCap * NEAR_CAP;
    };
    this.gauge('sms_channels_online').set({ kind }, channels.filter(({ online }) => online).length);
    this.gauge('sms_channels_near_cap').set({ kind }, channels.filter(isNearCap).length);
    const inFlight = channels.reduce((sum, channel) => sum + channel.inFlight, 0);
    this.gauge('sms_channel_messages_in_flight').set({ kind }, inFlight);
  }

  private gauge(name: string): Gauge {
    return this.module.get<Gauge>(getToken(name), { strict: false });
  }
}
