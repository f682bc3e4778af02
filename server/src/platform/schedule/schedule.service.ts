import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Subject } from 'rxjs';
import { CalendarService } from '../calendar/calendar.service.js';
import { type Held, LeasesService } from '../leases/leases.service.js';
import { type Job, type JobRow, nextRun, nextTry } from './job.js';
import { JobRepository } from './job.repository.js';

const LOOK_MS = 1_000;
/** For what is under way when the server stops. */
const PATIENCE_MS = 5_000;

/**
 * What is done by the clock. A feature says in its constructor `schedule.add({ name, when: { dailyAt: 3 }, run })`; one
 * server at a time runs it, and one that dies in it is replaced when its lease ends.
 */
@Injectable()
export class ScheduleService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Each run of a job on this server that came to its end. */
  readonly ended = new Subject<{ name: string; seconds: number; ok: boolean }>();
  private readonly logger = new Logger(ScheduleService.name);
  private readonly jobs = new Map<string, Job>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private isAway = false;

  constructor(
    private readonly rows: JobRepository,
    private readonly leases: LeasesService,
    private readonly calendar: CalendarService,
  ) {}

  get names(): string[] {
    return [...this.jobs.keys()];
  }

  add(job: Job): void {
    if (this.jobs.has(job.name)) throw new Error(`there are two jobs ${job.name}`);
    this.jobs.set(job.name, job);
  }

  async onApplicationBootstrap(): Promise<void> {
    const now = Date.now();
    for (const { name, when } of this.jobs.values()) {
      await this.rows.ensure(name, nextRun(when, now, this.calendar.zone));
    }
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('the server is stopping'));
    await this.looking;
    await Promise.race([Promise.all(this.running.values()), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Begins what is due; resolves when that has ended. */
  async settled(): Promise<void> {
    await this.look();
    await Promise.all(this.running.values());
  }

  private look(): Promise<void> {
    return (this.looking ??= this.begin().finally(() => (this.looking = null)));
  }

  private async begin(): Promise<void> {
    const idle = [...this.jobs.keys()].filter((name) => !this.running.has(name));
    if (idle.length === 0 || this.stopping.signal.aborted) return;
    try {
      for (const row of await this.rows.due(idle, Date.now())) this.start(row);
      this.isAway = false;
    } catch (error) {
      // Said once: it comes again each second.
      if (!this.isAway) this.logger.warn({ error }, 'what is due cannot be read');
      this.isAway = true;
    }
  }

  private start(row: JobRow): void {
    const job = this.jobs.get(row.name);
    if (!job) return;
    const work = this.leases
      .hold(`job.${row.name}`, (held) => this.run(job, row, held))
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ error }, `job ${row.name}: it will be run again`))
      .finally(() => this.running.delete(row.name));
    this.running.set(row.name, work);
  }

  private async run({ name, when, run }: Job, row: JobRow, { signal }: Held): Promise<void> {
    if (!(await this.rows.begin(row, Date.now()))) return;
    const until = AbortSignal.any([signal, this.stopping.signal]);
    const { zone } = this.calendar;
    const began = performance.now();
    const ended = (ok: boolean) => this.ended.next({ name, seconds: (performance.now() - began) / 1000, ok });
    try {
      await run(until);
      if (until.aborted) return;
      const at = Date.now();
      await this.rows.end(row, { at, nextRunAt: nextRun(when, at, zone), error: null });
      ended(true);
    } catch (error) {
      // Whoever has the lease next begins anew.
      if (until.aborted) return;
      ended(false);
      this.logger.error({ error }, `job ${name} failed`);
      const at = Date.now();
      const message = error instanceof Error ? error.message : String(error);
      await this.rows.end(row, { at, nextRunAt: nextTry(when, row.failures + 1, at, zone), error: message });
    }
  }
}
