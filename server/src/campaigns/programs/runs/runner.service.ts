import { performance } from 'node:perf_hooks';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Conflict } from '../../../platform/common/errors.js';
import { ActiveRun } from './active-run.js';
import { FeedPaceService } from './feed-pace.service.js';
import { FeederService, type Step } from './feeder.service.js';
import { RunEndsService } from './run-ends.service.js';
import { RunGaugeService } from './run-gauge.service.js';
import { RunFailure, StoreSilent } from './run-failure.js';
import type { Run, RunChange, RunNote } from './run.js';
import { RunRepository } from './run.repository.js';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;

/** Drives the runs that run, each in a loop of its own. */
@Injectable()
export class RunnerService implements OnModuleDestroy {
  private readonly logger = new Logger(RunnerService.name);
  private readonly active = new Map<number, ActiveRun>();
  private readonly loops = new Set<Promise<void>>();

  constructor(
    private readonly repository: RunRepository,
    private readonly feeder: FeederService,
    private readonly gauge: RunGaugeService,
    private readonly pace: FeedPaceService,
    private readonly ends: RunEndsService,
  ) {}

  async onModuleDestroy(): Promise<void> {
    for (const active of this.active.values()) active.leave();
    await Promise.all(this.loops);
  }

  /** A run that is stored as running begins, or goes on where it stands. */
  take(run: Run): void {
    this.leave(run.id);
    const active = new ActiveRun(run);
    this.active.set(run.id, active);
    const loop: Promise<void> = this.drive(active).finally(() => this.loops.delete(loop));
    this.loops.add(loop);
  }

  /** A run that is not stored as running any more. */
  leave(runId: number): void {
    const active = this.active.get(runId);
    if (!active) return;
    active.leave();
    this.drop(active);
  }

  /** Its settings changed. */
  adopt(run: Run): void {
    const active = this.active.get(run.id);
    if (!active) return;
    active.run.settings = run.settings;
    active.wake();
  }

  private async drive(active: ActiveRun): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (active.isHere) {
      const began = performance.now();
      const { reason, waitMs, isDone } = await this.attempt(active);
      if (!active.isHere) return;
      try {
        if (isDone) return await this.end(active, 'completed', null);
        await this.tell(active, reason);
      } catch (error) {
        this.logger.error({ error, run: active.run.id }, 'the state of a run could not be stored; it is tried again');
      }
      const rest = this.pace.restAfter(performance.now() - began);
      if (waitMs > 0 || rest > 0) await active.sleep(Math.max(waitMs, rest));
      else await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** A step, whatever becomes of it. */
  private async attempt(active: ActiveRun): Promise<Step> {
    try {
      if (!this.gauge.isWatched(active)) await this.gauge.watch(active);
      const step = await this.feeder.step(active, this.pace.chunk);
      active.failures = 0;
      return step;
    } catch (error) {
      if (error instanceof RunFailure) return this.fail(active, error.message);
      if (error instanceof Conflict) return this.reread(active);
      const waitMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** active.failures);
      const silent = error instanceof StoreSilent;
      if (active.failures === 0) {
        const cause = silent ? error.cause : error;
        this.logger.error({ error: cause, run: active.run.id }, 'a run does not get on; it is tried again');
      }
      active.failures = Math.min(10, active.failures + 1);
      return { reason: silent ? error.message : 'its messages could not be stored', waitMs, isDone: false };
    }
  }

  private async fail(active: ActiveRun, reason: string): Promise<Step> {
    const step = { reason: null, waitMs: FIRST_BACKOFF_MS, isDone: false };
    await this.end(active, 'failed', reason).catch((error: unknown) =>
      this.logger.error({ error, run: active.run.id }, 'a run that failed could not be ended; it is tried again'),
    );
    return step;
  }

  /** Somebody else moved it, or ended it. */
  private async reread(active: ActiveRun): Promise<Step> {
    const run = await this.repository.find(active.run.id).catch(() => active.run);
    if (run?.status === 'running') Object.assign(active.run, run, { settings: active.run.settings });
    else this.leave(active.run.id);
    return { reason: active.run.reason, waitMs: FIRST_BACKOFF_MS, isDone: false };
  }

  private async end(active: ActiveRun, status: 'completed' | 'failed', reason: string | null): Promise<void> {
    const note: RunNote =
      status === 'completed' ? { level: 'info', text: 'Completed.' } : { level: 'error', text: `Gave up: ${reason}.` };
    const run = await this.change(active, { status, reason, endedAt: Date.now() }, note);
    this.leave(active.run.id);
    if (run) this.ends.ended(run);
  }

  /** Keeps why it waits, and how many rows there are; each reason is in the log once. */
  private async tell(active: ActiveRun, reason: string | null): Promise<void> {
    const { run } = active;
    const totalRows = active.open?.list.details.rows ?? run.totalRows;
    if (reason === run.reason && totalRows === run.totalRows) return;
    const isNew = reason !== null && reason !== run.reason && !active.told.has(reason);
    const note: RunNote | undefined = isNew ? { level: 'warning', text: `Waits: ${reason}.` } : undefined;
    const changed = await this.change(active, { reason, totalRows }, note);
    if (!changed) return this.leave(run.id);
    if (isNew) active.told.add(reason);
    Object.assign(run, { reason, totalRows });
  }

  private change(active: ActiveRun, change: RunChange, note?: RunNote): Promise<Run | null> {
    return this.repository.change(active.run.id, ['running'], change, note);
  }

  private drop(active: ActiveRun): void {
    if (this.active.get(active.run.id) === active) this.active.delete(active.run.id);
    this.gauge.forget(active);
  }
}
