import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { BUS_VERSION, type HelloPacket, type StatePacket } from '@signalbox/contracts/bus';
import { topicsOf, workerOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { ServerFenceService } from '../../platform/modem-bus/server-fence.service.js';
import { WorkersService } from './workers.service.js';

type OnlinePacket = Extract<StatePacket, { status: 'online' }>;

/** A worker that said that it is here, and did not answer yet, is asked again so often, and so many times. */
const ASK_AGAIN_MS = 2_000;
const TIMES = 5;
/** Two states so far apart, for the worker as for this server, were not both lying in a broker. */
const APART_MS = 20_000;

interface Unproven {
  session: string;
  uptimeMs: number;
  heardAt: number;
  asked: number;
}

/**
 * Asks workers to say that they are here, and believes who answers. A state alone proves nothing: a broker may have retained
 * it, or kept it for this server, from before it died, and the worker is gone since; and other brokers keep none that a
 * server which begins would be shown. A worker that does not hear the question (its broker forbids it) is believed when it
 * repeats itself; one that is older than the question at once, since it says a state once only.
 */
@Injectable()
export class RollCallService implements OnModuleInit, OnModuleDestroy {
  /** Another one with each connection: answers to an older one are old. */
  private question = randomUUID();
  private readonly unproven = new Map<string, Unproven>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly fence: ServerFenceService,
    private readonly workers: WorkersService,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.askAgain(), ASK_AGAIN_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The server has its broker: all workers that it knows are asked. Others say so themselves, within half a minute. */
  begin(): void {
    this.question = randomUUID();
    this.unproven.clear();
    for (const { id } of this.workers.all) this.ask(id);
  }

  async receiveState(topic: string, packet: StatePacket): Promise<void> {
    const id = workerOf(topic);
    if (packet.status === 'online' && !this.isProven(id, packet)) return this.ask(id);
    this.unproven.delete(id);
    await this.workers.receiveState(topic, packet);
  }

  private isProven(id: string, { session, uptime_ms: uptimeMs, answers }: OnlinePacket): boolean {
    if (uptimeMs === undefined || answers === this.question || this.workers.isHere(id, session)) return true;
    const before = this.unproven.get(id);
    const heardAt = performance.now();
    if (before?.session !== session) {
      this.unproven.set(id, { session, uptimeMs, heardAt, asked: 0 });
      return false;
    }
    return uptimeMs - before.uptimeMs >= APART_MS && heardAt - before.heardAt >= APART_MS;
  }

  private askAgain(): void {
    for (const [id, unproven] of this.unproven) {
      if (unproven.asked >= TIMES) continue;
      unproven.asked += 1;
      this.ask(id);
    }
  }

  private ask(workerId: string): void {
    const packet: HelloPacket = { v: BUS_VERSION, fence: this.fence.value, ask: this.question };
    // Without a connection they are asked with the next.
    this.publisher.publish(topicsOf(workerId).hello, packet, { qos: 0 }).catch(() => undefined);
  }
}
