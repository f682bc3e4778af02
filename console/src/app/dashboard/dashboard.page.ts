import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { StatsSummary, ThroughputPoint } from '@signalbox/contracts/stats';
import { merge, throttleTime } from 'rxjs';
import { Live } from '../core/live';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { ServerLink } from '../core/server-link';
import { SessionStore } from '../core/session';
import { dayStart, zone } from '../core/zone';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { LostPart } from '../ui/lost-part';
import { isQuiet } from '../ui/series';
import { Skeleton } from '../ui/skeleton';
import { StatCard } from '../ui/stat-card';
import { ThroughputChart } from '../ui/throughput-chart';
import { Business } from './business';
import { cardsOf } from './figures';
import { RunningPrograms } from './running-programs';
import { StatsApi } from './stats.api';
import { rateOf, rateText, withSample, type Sample } from './rate';

export const WINDOW_MINUTES = 60;
const SUMMARY_MS = 3_000;
const CHART_MS = 5_000;
/** Between two reads that live updates cause. */
const LIVE_READ_MS = 1_000;

@Component({
  selector: 'sb-dashboard-page',
  imports: [Business, ErrorPanel, LostPart, PageHeader, RunningPrograms, Skeleton, StatCard, ThroughputChart],
  templateUrl: './dashboard.page.html',
  styleUrl: './dashboard.page.scss',
})
export class DashboardPage {
  private readonly api = inject(StatsApi);
  private readonly link = inject(ServerLink);
  protected readonly session = inject(SessionStore);
  protected readonly summary = signal<StatsSummary | null>(null);
  protected readonly points = signal<readonly ThroughputPoint[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  private readonly accepted = signal<readonly Sample[]>([]);
  private readonly delivered = signal<readonly Sample[]>([]);

  protected readonly quiet = computed(() => isQuiet(this.points() ?? []));
  /** What was true when the server was last heard of is not said to be true now. */
  protected readonly cards = computed(() =>
    this.link.answers()
      ? cardsOf(this.summary(), {
          accepted: rateText(rateOf(this.accepted())),
          delivered: rateText(rateOf(this.delivered())),
        })
      : cardsOf(null, { accepted: rateText(null), delivered: rateText(null) }),
  );
  protected readonly lead = computed(() => {
    const of = zone();
    return `What goes through the box right now. Days begin at midnight ${of === undefined ? 'here' : `of ${of}`}.`;
  });
  private reading = false;

  constructor() {
    pollWhileVisible(SUMMARY_MS, () => void this.readSummary());
    pollWhileVisible(CHART_MS, () => void this.readChart());
    effect(() => {
      // Today is another span of time in another zone.
      zone();
      untracked(() => void this.readSummary());
    });
    const live = inject(Live);
    // Figures follow the traffic at once: a read soon after the first update of a burst, and one after its last.
    merge(live.updates, live.workers, live.opened)
      .pipe(throttleTime(LIVE_READ_MS, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => void this.readSummary());
  }

  protected retry(): void {
    void this.readSummary();
    void this.readChart();
  }

  private async readSummary(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      const summary = await this.api.summary(dayStart(Date.now()));
      const at = performance.now();
      this.summary.set(summary);
      this.accepted.update((samples) => withSample(samples, { at, count: summary.outbound }));
      this.delivered.update((samples) => withSample(samples, { at, count: summary.today.delivered }));
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    } finally {
      this.reading = false;
    }
  }

  private async readChart(): Promise<void> {
    try {
      this.points.set((await this.api.throughput(WINDOW_MINUTES)).data);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
