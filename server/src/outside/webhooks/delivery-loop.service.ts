import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LeasesService } from '../../platform/leases/leases.service.js';
import { DeliveryRepository } from './delivery.repository.js';
import { Lane, type LaneTools } from './lane.js';
import { WebhookPaceService } from './webhook-pace.service.js';
import { WebhookSenderService } from './webhook-sender.service.js';
import { WebhookStandingService } from './webhook-standing.service.js';

const LOOK_MS = 1_000;
/** Endpoints that are delivered to at a time: a slow one takes little of it, and gives its place away when others wait. */
const MOST_LANES = 200;
const TURN_MS = 30_000;
/** How long a lane stays when nothing is due, so that what comes next need not wait for a lease. */
const LINGER_MS = 3_000;
const PATIENCE_MS = 5_000;

/**
 * Finds endpoints for which something is due and delivers to each in a lane of its own, under its lease: one server has an
 * endpoint at a time, and its events stay in order.
 */
@Injectable()
export class DeliveryLoopService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryLoopService.name);
  private readonly lanes = new Map<number, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly tools: LaneTools;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private isAway = false;
  private isCrowded = false;
  private lingerMs = LINGER_MS;
  /** The last endpoint that was begun with: the next look goes on behind it, so that each has its turn. */
  private lastBegun = 0;

  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly leases: LeasesService,
    sender: WebhookSenderService,
    standing: WebhookStandingService,
    pace: WebhookPaceService,
  ) {
    this.tools = {
      deliveries,
      open: (id) => sender.open(id),
      post: (to, delivery, signal) => sender.post(to, delivery, signal),
      turn: () => pace.turn(),
      note: (to, delivery, verdict) => standing.note(to.webhook, delivery, verdict),
    };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('the server is stopping'));
    await this.looking;
    await Promise.race([Promise.all(this.lanes.values()), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Delivers what is due; resolves when nothing is any more. */
  async settled(): Promise<void> {
    this.lingerMs = 0;
    await this.look();
    await Promise.all(this.lanes.values());
  }

  private look(): Promise<void> {
    return (this.looking ??= this.begin().finally(() => (this.looking = null)));
  }

  private async begin(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    try {
      const ready = await this.deliveries.ready(Date.now(), MOST_LANES * 2, this.lastBegun);
      const others = ready.filter((id) => !this.lanes.has(id));
      const room = MOST_LANES - this.lanes.size;
      this.isCrowded = others.length > room;
      for (const id of others.slice(0, Math.max(0, room))) this.start(id);
      this.isAway = false;
    } catch (error) {
      // Said once: it comes again each second.
      if (!this.isAway) this.logger.warn({ error }, 'what is to be delivered cannot be read');
      this.isAway = true;
    }
  }

  private start(id: number): void {
    this.lastBegun = id;
    const until = performance.now() + TURN_MS;
    const may = (): boolean => !this.isCrowded || performance.now() < until;
    const work = this.leases
      .hold(`webhook.${id}`, ({ signal }) => {
        const lane = new Lane(id, this.tools);
        return lane.run(AbortSignal.any([signal, this.stopping.signal]), { may, lingerMs: this.lingerMs });
      })
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ error }, `webhook ${id}: it will be tried again`))
      .finally(() => this.lanes.delete(id));
    this.lanes.set(id, work);
  }
}
