import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Dispatched, MessageRepository } from '../message.repository.js';
import { SmsEvents, type Strays } from '../sms.events.js';
import { InFlightService } from './in-flight.service.js';

const EVERY_MS = 30_000;
/** A commit that is on its way is answered, or given up, long before. */
const SETTLED_AFTER_MS = 30_000;
const PAGE = 500;
const BREATH_MS = 10;

/**
 * Compares what is dispatched in the database with what is held here. Rows that nobody holds are taken up again,
 * whatever left them: a commit whose answer was lost, a server that is gone. What is held and has left its worker
 * without a word here is let go.
 */
@Injectable()
export class StraySweepService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(StraySweepService.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;
  /** What was held and not dispatched in the database at the last look, with the version that is held. */
  private doubtful = new Map<string, number>();

  constructor(
    private readonly repository: MessageRepository,
    private readonly inFlight: InFlightService,
    private readonly events: SmsEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** @param now epoch ms; what changed in the half minute before it is left alone */
  async sweep(now: number): Promise<Strays> {
    const before = now - SETTLED_AFTER_MS;
    const unseen = this.inFlight.dispatchedBefore(before);
    const found: Strays = { adopted: 0, dropped: 0, oldestMs: 0 };
    for (let after = 0, full = true; full && !this.stopped;) {
      const page = await this.repository.dispatchedIds(after, PAGE);
      for (const { id } of page) unseen.delete(id);
      const strays = page.filter(({ id, updatedAt }) => updatedAt < before && !this.inFlight.has(id));
      if (strays.length > 0) await this.adopt(strays, now, found);
      after = page.at(-1)?.seq ?? after;
      full = page.length === PAGE;
      if (full) await sleep(BREATH_MS);
    }
    if (!this.stopped) await this.letGo(unseen, found);
    this.events.strays.next(found);
    return found;
  }

  private async adopt(strays: Dispatched[], now: number, found: Strays): Promise<void> {
    const rows = await this.repository.findMany(strays.map(({ id }) => id));
    for (const row of rows) {
      if (row.status !== 'dispatched' || this.inFlight.has(row.id)) continue;
      this.inFlight.adopt(row);
      found.adopted += 1;
      found.oldestMs = Math.max(found.oldestMs, now - row.updatedAt);
    }
  }

  /** Twice in a row: a change that was committed just now is told here in a moment. */
  private async letGo(unseen: Map<string, number>, found: Strays): Promise<void> {
    const twice = [...unseen].filter(([id, version]) => this.doubtful.get(id) === version).map(([id]) => id);
    this.doubtful = unseen;
    if (twice.length > 0) found.dropped = await this.inFlight.refresh(twice);
  }

  private schedule(): void {
    if (!this.stopped) this.timer = setTimeout(() => void (this.running = this.tick()), EVERY_MS);
  }

  private async tick(): Promise<void> {
    try {
      const { adopted, dropped, oldestMs } = await this.sweep(Date.now());
      if (adopted > 0) {
        const oldest = Math.round(oldestMs / 1000);
        this.logger.warn(`took up ${adopted} dispatched messages that nobody held, the oldest for ${oldest} s`);
      }
      if (dropped > 0) this.logger.warn(`let go ${dropped} messages that had left their workers unnoticed`);
    } catch (error) {
      this.logger.warn(`strays could not be looked for; it is tried again: ${String(error)}`);
    }
    this.schedule();
  }
}
