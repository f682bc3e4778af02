import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { minuteOf } from '../../platform/common/clock.js';
import { Config } from '../../platform/config/config.js';
import { TotalsRepository } from './totals.repository.js';

const EVERY_MS = 20_000;
/** Between two steps, so that a backlog is no load. */
const BREATH_MS = 20;
const MINUTES_A_DAY = 1440;
/** Sums that a server which was off for long left behind are found at its start. */
const SWEPT_DAYS = 2;

const pause = () => new Promise((resolve) => setTimeout(resolve, BREATH_MS));

/** Moves closed minutes into the sums of hours and days, and drops single minutes that are old. */
@Injectable()
export class RollUpService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RollUpService.name);
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private busy = false;
  private stopped = false;
  /** The hour that was swept last. */
  private swept: number | null = null;

  constructor(
    private readonly repository: TotalsRepository,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.begin(), EVERY_MS).unref();
    this.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Whether single minutes from one on are still there (whole minutes since 1970, UTC). */
  keeps(minute: number, now = Date.now()): boolean {
    return minute >= this.firstKept(now);
  }

  private begin(): void {
    if (this.busy) return;
    this.busy = true;
    this.running = this.run()
      .catch((error: unknown) =>
        this.logger.error({ error }, 'the statistics could not be summed up; it is tried again'),
      )
      .finally(() => (this.busy = false));
  }

  private async run(): Promise<void> {
    while (!this.stopped && (await this.repository.rollUp(minuteOf(Date.now())))) await pause();
    const before = this.firstKept(Date.now());
    const hour = Math.floor(before / 60);
    if (this.stopped || this.swept === hour) return;
    const fromDay = this.swept === null ? 0 : Math.floor(before / MINUTES_A_DAY) - SWEPT_DAYS;
    await this.repository.sweepMinutes(before, fromDay);
    this.swept = hour;
  }

  private firstKept(now: number): number {
    const minute = minuteOf(now) - this.config.env.STATS_MINUTES_DAYS * MINUTES_A_DAY;
    return minute - (minute % 60);
  }
}
