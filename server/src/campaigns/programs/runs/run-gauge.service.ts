import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { UNSENT } from '@signalbox/contracts/statuses';
import type { ActiveRun } from './active-run.js';
import { MEMORY_SECONDS, Speed } from './feed-ahead.js';
import { type RunTally, inStatus } from './run.js';
import { throughOf } from './run-view.js';
import { RunRepository } from './run.repository.js';

const READ_EVERY_MS = 100;
const NOTHING: RunTally = new Map();

interface Gauge {
  active: ActiveRun;
  tally: RunTally;
  /** Messages stored since the tally was read. */
  fed: number;
  speed: Speed;
}

/** How full the queue is with the messages of each run that goes on, and how fast it empties. */
@Injectable()
export class RunGaugeService implements OnModuleDestroy {
  private readonly logger = new Logger(RunGaugeService.name);
  private readonly gauges = new Map<number, Gauge>();
  /** Channels that rested send a second's worth at once: that is not ten times as much a second. */
  private readonly drain = new Speed(MEMORY_SECONDS);
  private drained = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly repository: RunRepository) {}

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.gauges.clear();
  }

  /** Resolves when the run's first tally is read. */
  async watch(active: ActiveRun): Promise<void> {
    const { id } = active.run;
    this.gauges.set(id, { active, tally: NOTHING, fed: 0, speed: new Speed() });
    await this.read([id]);
    this.timer ??= setTimeout(() => void this.tick(), READ_EVERY_MS);
  }

  isWatched(active: ActiveRun): boolean {
    return this.gauges.get(active.run.id)?.active === active;
  }

  forget(active: ActiveRun): void {
    if (this.gauges.get(active.run.id)?.active === active) this.gauges.delete(active.run.id);
  }

  /** So many of a run's messages were stored and are to leave at once. */
  fed(runId: number, messages: number): void {
    const gauge = this.gauges.get(runId);
    if (gauge) gauge.fed += messages;
  }

  /**
   * How many of a run's messages are in the queue; a little more than there are, never less. Those at workers are
   * limited by the channels' windows already, and may stay there for long when a worker is gone.
   */
  queued(runId: number): number {
    const gauge = this.gauges.get(runId);
    return gauge ? gauge.fed + inStatus(gauge.tally, 'queued') : 0;
  }

  tally(runId: number): RunTally {
    return this.gauges.get(runId)?.tally ?? NOTHING;
  }

  /** How many messages of all runs leave the queue a second. */
  get drainPerSecond(): number {
    return this.drain.perSecond ?? 0;
  }

  /** How many rows of a run get through a second; null when that is not known. */
  perSecond(runId: number): number | null {
    return this.gauges.get(runId)?.speed.perSecond ?? null;
  }

  /** Whether nothing of a run is waiting or on its way to the network, as it is stored now. */
  async isThrough(runId: number): Promise<boolean> {
    const tally = (await this.repository.tallies([runId])).get(runId) ?? NOTHING;
    return inStatus(tally, ...UNSENT) === 0;
  }

  private async tick(): Promise<void> {
    try {
      await this.read([...this.gauges.keys()]);
    } catch (error) {
      this.logger.error({ error }, 'the counts of the runs could not be read; it is tried again');
    }
    this.timer = this.gauges.size > 0 ? setTimeout(() => void this.tick(), READ_EVERY_MS) : null;
  }

  private async read(ids: number[]): Promise<void> {
    const before = new Map(ids.map((id) => [id, this.gauges.get(id)?.fed ?? 0]));
    const tallies = await this.repository.tallies(ids);
    const now = Date.now();
    for (const [id, tally] of tallies) {
      const gauge = this.gauges.get(id);
      if (!gauge) continue;
      const isFirst = gauge.tally === NOTHING;
      const departed = (of: RunTally) => of.get('dispatched')?.departed ?? 0;
      if (!isFirst) this.drained += departed(tally) - departed(gauge.tally);
      gauge.tally = tally;
      // What was stored while the tallies were read may or may not be in them.
      gauge.fed -= before.get(id) ?? 0;
      gauge.speed.note(throughOf(gauge.active.run, tally), now);
    }
    this.drain.note(this.drained, now);
  }
}
