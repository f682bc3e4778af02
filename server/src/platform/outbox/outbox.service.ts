import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Subject } from 'rxjs';
import { DAY } from '../common/clock.js';
import { Conflict, NotFound } from '../common/errors.js';
import type { Stretch } from '../common/stretch.js';
import { ScheduleService } from '../schedule/schedule.service.js';
import { type AttemptOutcome, endOf, type OutboxAttempt, type OutboxEntry, type OutboxItem } from './outbox.js';
import { type Backlog, type OutboxFilter, OutboxRepository } from './outbox.repository.js';

/** Who takes a kind of it out. */
export interface Deliverer {
  kind: string;
  /** How many at a time; 4 unless said. */
  atOnce?: number;
  /** How long an attempt may take until its signal ends it, in ms; 20,000 unless said. */
  limitMs?: number;
  /**
   * At least once: the receiver tells a repetition by the item's id. @returns what the log says of it
   * @throws Refused, ComeAgain, or anything, which is tried again
   */
  deliver: (item: OutboxItem, signal: AbortSignal) => Promise<string | null | void>;
}

const LOOK_MS = 1_000;
const AT_ONCE = 4;
const LIMIT_MS = 20_000;
/** Beyond its limit, until another server may take an attempt for dead. */
const SPARE_MS = 10_000;
const PATIENCE_MS = 5_000;
const KEPT_DAYS = { delivered: 30, failed: 90 };

/** What leaves the house: written in the transaction of its cause, and delivered from here until it has arrived. */
@Injectable()
export class OutboxService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** What came of each attempt of this server's. */
  readonly ended = new Subject<{ kind: string; outcome: AttemptOutcome }>();
  private readonly logger = new Logger(OutboxService.name);
  private readonly deliverers = new Map<string, Deliverer>();
  private readonly underWay = new Map<string, Set<Promise<void>>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private isAway = false;

  constructor(
    private readonly items: OutboxRepository,
    schedule: ScheduleService,
  ) {
    schedule.add({ name: 'outbox-deadlines', when: { every: 60_000 }, run: () => items.expire(Date.now()) });
    schedule.add({ name: 'outbox-retention', when: { every: 3_600_000 }, run: (signal) => this.drop(signal) });
  }

  /** To be called by a feature's constructor. */
  deliverBy(deliverer: Deliverer): void {
    if (this.deliverers.has(deliverer.kind)) throw new Error(`two deliver ${deliverer.kind}`);
    this.deliverers.set(deliverer.kind, deliverer);
  }

  /** What is delivered here. */
  get kinds(): string[] {
    return [...this.deliverers.keys()];
  }

  /** For what has no cause in the database. @returns its id; of a topic that is there already, that one's */
  put(entry: OutboxEntry): Promise<string> {
    return this.items.put(entry);
  }

  /** What waits, by the kinds that are delivered here; each counted up to a limit. */
  async backlogs(limit: number): Promise<Map<string, Backlog>> {
    const backlogs = new Map<string, Backlog>();
    for (const kind of this.kinds) backlogs.set(kind, await this.items.backlog(kind, limit));
    return backlogs;
  }

  list(filter: OutboxFilter, stretch: Stretch): Promise<OutboxItem[]> {
    return this.items.list(filter, stretch);
  }

  /** @throws NotFound */
  async get(id: string): Promise<OutboxItem & { log: OutboxAttempt[] }> {
    const item = await this.items.find(id);
    if (!item) throw new NotFound('outbox item', id);
    return { ...item, log: await this.items.attempts(id) };
  }

  /** Delivers it once more, under its id. @throws NotFound; Conflict while it waits anyway */
  async replay(id: string): Promise<OutboxItem & { log: OutboxAttempt[] }> {
    await this.get(id);
    const now = Date.now();
    if (!(await this.items.replay(id, now, now + DAY))) throw new Conflict('It waits to be delivered already.');
    return this.get(id);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('the server is stopping'));
    await this.looking;
    await Promise.race([this.idle(), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Delivers what is due; resolves when those attempts have ended. */
  async settled(): Promise<void> {
    await this.look();
    await this.idle();
  }

  private async idle(): Promise<void> {
    await Promise.all([...this.underWay.values()].flatMap((some) => [...some]));
  }

  private look(): Promise<void> {
    return (this.looking ??= this.begin().finally(() => (this.looking = null)));
  }

  private async begin(): Promise<void> {
    try {
      await this.fill();
      this.isAway = false;
    } catch (error) {
      if (!this.isAway) this.logger.warn({ error }, 'what is to leave cannot be read');
      this.isAway = true;
    }
  }

  private async fill(): Promise<void> {
    const rooms = new Map<string, number>();
    for (const { kind, atOnce = AT_ONCE } of this.deliverers.values()) {
      const room = atOnce - (this.underWay.get(kind)?.size ?? 0);
      if (room > 0) rooms.set(kind, room);
    }
    if (this.stopping.signal.aborted) return;
    for (const row of await this.items.due(rooms, Date.now())) {
      const deliverer = this.deliverers.get(row.kind);
      if (deliverer) await this.take(deliverer, row);
    }
  }

  private async take(deliverer: Deliverer, row: OutboxItem): Promise<void> {
    const { kind, limitMs = LIMIT_MS } = deliverer;
    const now = Date.now();
    const item = await this.items.begin(row, now, now + limitMs + SPARE_MS);
    if (!item) return;
    const busy = this.underWay.get(kind) ?? new Set();
    this.underWay.set(kind, busy);
    const work = this.attempt(deliverer, item).finally(() => busy.delete(work));
    busy.add(work);
  }

  private async attempt({ deliver, limitMs = LIMIT_MS }: Deliverer, item: OutboxItem): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    try {
      const note = (await deliver(item, AbortSignal.any([limit, this.stopping.signal]))) ?? null;
      const at = Date.now();
      await this.items.end(item, { outcome: 'delivered', note, dueAt: at, at });
      this.ended.next({ kind: item.kind, outcome: 'delivered' });
    } catch (error) {
      const why = limit.aborted ? new Error(`no answer within ${limitMs} ms`) : error;
      const end = endOf(why, item, Date.now(), Math.random());
      // Without it the attempt ends by itself, and comes again.
      await this.items.end(item, end).catch(() => undefined);
      this.ended.next({ kind: item.kind, outcome: end.outcome });
      if (end.outcome === 'refused') this.logger.warn(`${item.kind} ${item.topic} is given up: ${end.note ?? ''}`);
    }
  }

  private async drop(signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const before = [now - KEPT_DAYS.delivered * DAY, now - KEPT_DAYS.failed * DAY] as const;
    while (!signal.aborted && (await this.items.drop(...before)) > 0);
  }
}
