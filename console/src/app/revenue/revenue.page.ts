import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Revenue } from '@signalbox/contracts/office/figures';
import { FiguresApi } from '../core/office/figures.api';
import { failureOf, type Failure } from '../core/problem';
import { UrlFilters } from '../core/url-filters';
import { zone } from '../core/zone';
import { ErrorPanel } from '../ui/error-panel';
import { ListFilters, type Filter } from '../ui/list/filters';
import { LostPart } from '../ui/lost-part';
import { Money, amountText } from '../ui/office/money';
import { dayWords } from '../ui/office/spans';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { OTHERS, USUAL, daysOf } from './days';
import { TakingsChart } from './takings-chart';
import { takingsOf, totalOf, type Bucket } from './takings';

const BUCKETS: Readonly<Record<Bucket, string>> = { day: 'By day', month: 'By month', method: 'By method' };
const FILTERS: readonly Filter[] = [
  {
    name: 'span',
    label: 'Period',
    any: USUAL.label,
    groups: [{ label: '', choices: OTHERS }],
  },
  {
    name: 'by',
    label: 'By',
    any: 'By day',
    groups: [
      {
        label: '',
        choices: [
          { value: 'month', label: 'By month' },
          { value: 'method', label: 'By method' },
        ],
      },
    ],
  },
];

/** Money that came in, less what was given back: by day, month or method, drawn and written. */
@Component({
  selector: 'sb-revenue-page',
  imports: [ErrorPanel, ListFilters, LostPart, Money, PageHeader, Skeleton, TakingsChart],
  templateUrl: './revenue.page.html',
  styleUrl: './revenue.page.scss',
})
export class RevenuePage {
  private readonly api = inject(FiguresApi);
  protected readonly url = new UrlFilters(['span', 'by']);
  protected readonly filters = FILTERS;
  protected readonly revenue = signal<Revenue | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly by = computed<Bucket>(() => {
    const { by } = this.url.values();
    return by === 'month' || by === 'method' ? by : 'day';
  });
  protected readonly byWords = computed(() => BUCKETS[this.by()]);
  protected readonly takings = computed(() => {
    const revenue = this.revenue();
    return revenue === null ? [] : takingsOf(revenue, this.by());
  });
  /** The newest first, and days without money left out: they are in the chart. */
  protected readonly rows = computed(() => {
    const rows = this.takings().filter(({ amount }) => amount !== 0);
    return this.by() === 'method' ? rows : rows.reverse();
  });
  protected readonly total = computed(() => {
    const revenue = this.revenue();
    return revenue === null ? 0 : totalOf(revenue);
  });
  protected readonly dayWords = dayWords;
  protected readonly amountText = amountText;
  private readonly span = computed(() => this.url.values().span);
  private reads = 0;

  constructor() {
    effect(() => {
      this.span();
      // Today is another day in another zone.
      zone();
      untracked(() => void this.read());
    });
  }

  protected async read(): Promise<void> {
    const read = ++this.reads;
    try {
      const revenue = await this.api.revenue(daysOf(this.span(), Date.now()));
      if (read !== this.reads) return;
      this.revenue.set(revenue);
      this.failure.set(null);
    } catch (error) {
      if (read === this.reads) this.failure.set(failureOf(error));
    }
  }
}
