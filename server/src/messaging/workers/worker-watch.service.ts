import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { workerOf } from '@signalbox/contracts/topics';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { WorkersService } from './workers.service.js';

export const TICK_MS = 5_000;
/** A worker that says nothing by itself for so long is asked, at each tick. */
const ASK_AFTER_MS = 10_000;
/** One that says nothing for so long, although it was asked, hangs; from then on it is asked so often. */
export const SILENT_MS = 30_000;

/**
 * Notices workers that are connected and do not answer: their process hangs, and the broker, which has a connection to
 * them yet, will not say so. Silence is counted in ticks of this process, so that a pause of its own is not held against
 * anybody, and only while it has its broker.
 */
@Injectable()
export class WorkerWatchService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(WorkerWatchService.name);
  private readonly silence = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly strategy: MqttStrategy,
    private readonly workers: WorkersService,
  ) {}

  onModuleInit(): void {
    // Whatever it says is a sign of life, but what the broker kept of it, which may be old.
    this.strategy.client.on('message', (topic, _, { retain }) => {
      if (!retain) this.silence.delete(workerOf(topic));
    });
    this.timer = setInterval(() => this.look(), TICK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** To be called at each tick. */
  look(): void {
    if (!this.strategy.connected) return this.silence.clear();
    for (const { id, online } of this.workers.all) {
      if (online) this.lookAt(id);
      else this.silence.delete(id);
    }
  }

  private lookAt(id: string): void {
    const silentMs = this.silence.get(id) ?? 0;
    this.silence.set(id, silentMs + TICK_MS);
    if (silentMs === 0) return this.revive(id);
    if (silentMs >= SILENT_MS) this.workers.hang(id);
    const isAsked = silentMs < SILENT_MS ? silentMs >= ASK_AFTER_MS : silentMs % SILENT_MS === 0;
    if (isAsked) this.workers.ping(id).catch(() => undefined);
  }

  private revive(id: string): void {
    this.workers.revive(id).catch((error: unknown) => {
      this.logger.error(
        { error },
        `what worker ${id} holds could not be stored; it is tried again when it says it anew`,
      );
    });
  }
}
