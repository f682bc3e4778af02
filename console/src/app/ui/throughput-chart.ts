import { Component, computed, inject, input, signal } from '@angular/core';
import { LineChartModule } from '@swimlane/ngx-charts';
import { dates } from '../core/locale';
import { Theme } from '../core/theme';
import { zone } from '../core/zone';
import { Count, countText } from './count';
import { chartOf, seriesIn, type ChartPoint, type SeriesKey } from './series';

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const DAY_AND_CLOCK: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...CLOCK };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const DAY_MS = 86_400_000;

/** Messages over time; a name in the legend hides or shows its line. */
@Component({
  selector: 'sb-throughput-chart',
  imports: [LineChartModule, Count],
  templateUrl: './throughput-chart.html',
  styleUrl: './throughput-chart.scss',
})
export class ThroughputChart {
  private readonly theme = inject(Theme);
  readonly points = input.required<readonly ChartPoint[]>();
  /** Whether each point is a day, which begins at midnight. */
  readonly daily = input(false);

  private readonly hidden = signal<ReadonlySet<SeriesKey>>(new Set());
  protected readonly data = computed(() => chartOf(this.points(), this.hidden()));
  protected readonly legend = computed(() =>
    seriesIn(this.points()).map(({ key, label, light, dark }) => ({
      key,
      label,
      color: this.theme.dark() ? dark : light,
      shown: !this.hidden().has(key),
      total: this.points().reduce((sum, point) => sum + (point[key] ?? 0), 0),
    })),
  );
  protected readonly colors = computed(() => this.legend().map(({ label, color }) => ({ name: label, value: color })));
  /** A little above the highest point, so that no line touches the frame. */
  protected readonly top = computed(() => {
    const values = this.data().flatMap((line) => line.series.map((point) => point.value));
    return Math.max(4, Math.ceil(1.08 * Math.max(0, ...values)));
  });
  /** Over more than a day, the hour alone would say little. */
  private readonly times = computed(() => {
    const points = this.points();
    const span = Date.parse(points.at(-1)?.at ?? '') - Date.parse(points[0]?.at ?? '');
    const format = this.daily() ? DAY : span > DAY_MS ? DAY_AND_CLOCK : CLOCK;
    return dates({ ...format, timeZone: zone() })();
  });
  protected readonly timeText = (value: Date): string => this.times().format(value);
  protected readonly wholeText = (value: number): string => (Number.isInteger(value) ? countText(value) : '');

  protected toggle(key: SeriesKey): void {
    this.hidden.update((hidden) => {
      const next = new Set(hidden);
      if (!next.delete(key) && next.size < this.legend().length - 1) next.add(key);
      return next;
    });
  }
}
