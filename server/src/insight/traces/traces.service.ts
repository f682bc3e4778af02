import { hostname } from 'node:os';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type MessageTraces, openTraces } from '@signalbox/logging/message-traces';
import { ChannelsService } from '../../messaging/sim-cards/channels.service.js';
import type { Message } from '../../messaging/sms/message.js';
import { SmsEvents } from '../../messaging/sms/sms.events.js';
import { Config } from '../../platform/config/config.js';
import { VERSION } from '../../platform/version.js';
import { stepsOver } from './message-steps.js';

/** Tells a collector of OpenTelemetry's what became of a share of the messages; unless one is set, it listens to nothing. */
@Injectable()
export class TracesService implements OnModuleInit, OnApplicationShutdown {
  private traces: MessageTraces | undefined;

  constructor(
    private readonly config: Config,
    private readonly sms: SmsEvents,
    private readonly channels: ChannelsService,
  ) {}

  async onModuleInit(): Promise<void> {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share, SERVER_ID } = this.config.env;
    if (endpoint === undefined) return;
    const logger = new Logger('Traces');
    const who = { service: 'signalbox-server', version: VERSION, instance: `${SERVER_ID}@${hostname()}` };
    const traces = await openTraces({ endpoint, share, ...who }, (line) => logger.warn(line));
    this.traces = traces;
    this.sms.changed.subscribe((changed) => {
      for (const message of changed) if (traces.has(message.id)) this.tell(traces, message);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.traces?.close();
  }

  private tell(traces: MessageTraces, message: Message): void {
    if (message.direction !== 'outbound') return;
    const kind = message.channelId === null ? 'none' : this.channels.kindOf(message.channelId);
    for (const step of stepsOver(message, kind, Date.now())) traces.add(step);
  }
}
