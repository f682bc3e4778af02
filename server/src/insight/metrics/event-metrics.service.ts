import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MESSAGE_STATUSES } from '@signalbox/contracts/statuses';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { Subscription } from 'rxjs';
import { DroppedPacketsService } from '../../platform/modem-bus/dropped-packets.service.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import type { Message } from '../../messaging/sms/message.js';
import { SmsEvents } from '../../messaging/sms/sms.events.js';

/** Counts what happens to messages and packets, as it happens. */
@Injectable()
export class EventMetricsService implements OnModuleInit, OnModuleDestroy {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly module: ModuleRef,
    private readonly sms: SmsEvents,
    private readonly packets: DroppedPacketsService,
    private readonly pairs: PairsService,
    private readonly channels: ChannelsService,
  ) {}

  onModuleInit(): void {
    const messages = this.module.get<Counter>(getToken('sms_messages_total'), { strict: false });
    const ofPairs = this.module.get<Counter>(getToken('sms_pair_messages_total'), { strict: false });
    const ofPrograms = this.module.get<Counter>(getToken('sms_program_messages_total'), { strict: false });
    const accept = this.module.get<Histogram>(getToken('sms_accept_duration_seconds'), { strict: false });
    const delivery = this.module.get<Histogram>(getToken('sms_delivery_duration_seconds'), { strict: false });
    const strays = this.module.get<Counter>(getToken('sms_strays_total'), { strict: false });
    const oldest = this.module.get<Gauge>(getToken('sms_strays_oldest_age_seconds'), { strict: false });
    const dropped = this.module.get<Counter>(getToken('mqtt_packets_dropped_total'), { strict: false });
    const refused = this.module.get<Counter>(getToken('worker_claims_refused_total'), { strict: false });
    // A series that begins with what it warns of would hide that from its rate.
    for (const claim of ['report', 'inbound', 'reply', 'channel']) refused.inc({ claim }, 0);
    for (const reason of ['json', 'schema', 'unhandled', 'failed']) dropped.inc({ reason }, 0);
    for (const found of ['unheld', 'left']) strays.inc({ found }, 0);
    for (const status of MESSAGE_STATUSES) ofPrograms.inc({ status }, 0);
    this.subscriptions = [
      this.sms.changed.subscribe((changed) => this.countMessages(changed, messages, delivery)),
      this.sms.changed.subscribe((changed) => countPairs(changed, ofPairs, this.pairs)),
      this.sms.changed.subscribe((changed) => countPrograms(changed, ofPrograms)),
      this.sms.strays.subscribe(({ adopted, dropped, oldestMs }) => {
        strays.inc({ found: 'unheld' }, adopted);
        strays.inc({ found: 'left' }, dropped);
        oldest.set(oldestMs / 1000);
      }),
      this.sms.accepted.subscribe((seconds) => accept.observe(seconds)),
      this.packets.dropped.subscribe((reason) => dropped.inc({ reason })),
      this.packets.refused.subscribe(({ claim, count }) => refused.inc({ claim }, count)),
    ];
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  /** Messages come many at a time: each label set is touched once. */
  private countMessages(changed: readonly Message[], messages: Counter, delivery: Histogram): void {
    const counts = new Map<string, { message: Message; kind: string; count: number }>();
    for (const message of changed) {
      const kind = message.channelId === null ? 'none' : this.channels.kindOf(message.channelId);
      const key = `${message.direction} ${message.status} ${kind}`;
      const entry = counts.get(key);
      if (entry) entry.count += 1;
      else counts.set(key, { message, kind, count: 1 });
      if (message.status === 'delivered') delivery.observe((message.updatedAt - message.createdAt) / 1000);
    }
    for (const { message, kind, count } of counts.values()) {
      messages.inc({ direction: message.direction, status: message.status, channel_kind: kind }, count);
    }
  }
}

/** There are as many label sets as pairs and statuses; a message whose recipient is of no pair counts for none. */
function countPairs(changed: readonly Message[], messages: Counter, pairs: PairsService): void {
  const counts = new Map<string, { pairId: string; status: string; count: number }>();
  for (const { pairId, status } of changed) {
    if (pairId === null) continue;
    const key = `${pairId} ${status}`;
    const entry = counts.get(key);
    if (entry) entry.count += 1;
    else counts.set(key, { pairId, status, count: 1 });
  }
  for (const { pairId, status, count } of counts.values()) {
    const pair = pairs.find(pairId);
    if (pair) messages.inc({ country: pair.country, operator: pair.operator, status }, count);
  }
}

function countPrograms(changed: readonly Message[], messages: Counter): void {
  for (const { runId, status } of changed) if (runId !== null) messages.inc({ status });
}
