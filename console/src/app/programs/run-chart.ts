import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { Run } from '@signalbox/contracts/programs';
import type { Bucket, SeriesPoint } from '@signalbox/contracts/stats';
import { pollWhileVisible } from '../core/polling';
import { isQuiet } from '../ui/series';
import { Skeleton } from '../ui/skeleton';
import { ThroughputChart } from '../ui/throughput-chart';
import { chartRange } from '../ui/programs/program-state';
import { ProgramsApi } from '../core/programs.api';

const POLL_MS = 5_000;
/** What is reported later than this after a run's end is not waited for. */
const LATE_MS = 15 * 60_000;

/** The program's messages over the time of a run. */
@Component({
  selector: 'sb-run-chart',
  imports: [Skeleton, ThroughputChart],
  template: `
    <div class="head">
      <h2>Messages a {{ bucket() }}</h2>
    </div>
    @if (points(); as points) {
      <sb-throughput-chart [points]="points" />
      @if (quiet()) {
        <p class="quiet muted">Nothing was sent in this time.</p>
      }
    } @else if (failed()) {
      <p class="muted">The figures cannot be read just now.</p>
    } @else {
      <sb-skeleton [rows]="4" />
    }
  `,
  styles: `
    :host {
      display: block;
      position: relative;
    }
    .head {
      margin-bottom: 10px;
    }
    sb-throughput-chart {
      --plot-height: 220px;
    }
    .quiet {
      position: absolute;
      inset: 55% 0 auto;
      text-align: center;
      pointer-events: none;
    }
  `,
})
export class RunChart {
  private readonly api = inject(ProgramsApi);
  readonly run = input.required<Run>();
  private begun = false;
  private readonly runId = computed(() => this.run().id);
  protected readonly points = signal<readonly SeriesPoint[] | null>(null);
  protected readonly bucket = signal<Bucket>('minute');
  protected readonly failed = signal(false);
  protected readonly quiet = computed(() => isQuiet(this.points() ?? []));

  constructor() {
    effect(() => {
      this.runId();
      this.begun = true;
      untracked(() => void this.load());
    });
    pollWhileVisible(POLL_MS, () => {
      // The first time comes before there is a run.
      if (this.begun && this.mayChange()) void this.load();
    });
  }

  private mayChange(): boolean {
    const end = this.run().ended_at;
    return this.points() === null || end === null || Date.now() - Date.parse(end) < LATE_MS;
  }

  private async load(): Promise<void> {
    const run = this.run();
    const { from, to, bucket } = chartRange(run, Date.now());
    try {
      const series = await this.api.series(run.program_id, from, to, bucket);
      if (run.id !== this.run().id) return;
      this.bucket.set(bucket);
      this.points.set(series.data[0]?.points ?? []);
      this.failed.set(false);
    } catch {
      this.failed.set(true);
    }
  }
}
