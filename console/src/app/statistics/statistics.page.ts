import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AggregateTotals } from '@signalbox/contracts/stats';
import { allPages } from '../core/all-pages';
import { LocalList } from '../core/local-list';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { ProgramsApi } from '../core/programs.api';
import { UrlFilters } from '../core/url-filters';
import { zone } from '../core/zone';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { Cell } from '../ui/list/cell';
import { ListFilters, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { LostPart } from '../ui/lost-part';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf } from '../ui/page-tabs';
import { isQuiet, type ChartPoint } from '../ui/series';
import { Skeleton } from '../ui/skeleton';
import { StatCard } from '../ui/stat-card';
import { ThroughputChart } from '../ui/throughput-chart';
import {
  cameToNothing,
  cardsOf,
  columnsOf,
  delivered,
  rowOfPair,
  rowOfProgram,
  rowOfProvider,
  rowOfSimCard,
  type StatRow,
} from './rows';
import { byDay, byHour, daysOf, SPANS, USUAL_SPAN } from './spans';
import { StatisticsApi } from './statistics.api';

const READ_MS = 30_000;
const USUAL = { label: 'Last 7 days', days: 7 };

const TABS = [
  { id: 'pairs', label: 'By pair', one: 'Pair', accepted: 'Accepted' },
  { id: 'programs', label: 'By program', one: 'Program', accepted: 'Accepted' },
  { id: 'sim-cards', label: 'By SIM card', one: 'SIM card', accepted: 'Given to it' },
  { id: 'providers', label: 'By provider', one: 'Provider', accepted: 'Given to it' },
] as const;

const FILTERS: readonly Filter[] = [
  {
    name: 'span',
    label: 'Period',
    any: USUAL.label,
    groups: [
      {
        label: '',
        choices: Object.entries(SPANS)
          .filter(([value]) => value !== USUAL_SPAN)
          .map(([value, { label }]) => ({ value, label })),
      },
    ],
  },
];

/** What became of messages in a span of days: in sum, day by day, and by what had them. */
@Component({
  selector: 'sb-statistics-page',
  imports: [
    Cell,
    Count,
    EmptyState,
    List,
    ListFilters,
    LostPart,
    PageHeader,
    PageTabs,
    RouterLink,
    Skeleton,
    StatCard,
    ThroughputChart,
  ],
  templateUrl: './statistics.page.html',
  styleUrl: './statistics.page.scss',
})
export class StatisticsPage {
  private readonly api = inject(StatisticsApi);
  private readonly programs = inject(ProgramsApi);
  protected readonly url = new UrlFilters(['span'], ['tab']);
  protected readonly filters = FILTERS;
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  private readonly span = computed(() => SPANS[this.url.values().span] ?? USUAL);

  protected readonly totals = signal<AggregateTotals | null>(null);
  protected readonly points = signal<readonly ChartPoint[] | null>(null);
  private readonly read = signal<{ of: string; from: string; rows: readonly StatRow[] } | null>(null);
  private readonly failure = signal<Failure | null>(null);

  protected readonly cards = computed(() => cardsOf(this.totals()));
  protected readonly byTheHour = computed(() => this.span().days === 1);
  protected readonly quiet = computed(() => isQuiet(this.points() ?? []));
  /** Of the tab that is shown; another one's are not shown while these are read. */
  private readonly rows = computed(() => {
    const read = this.read();
    return read?.of === this.tab() ? read.rows : null;
  });
  private readonly shown = computed(() => TABS.find(({ id }) => id === this.tab()) ?? TABS[0]);
  protected readonly columns = computed(() => columnsOf(this.shown().one, this.shown().accepted));
  protected readonly label = computed(() => this.shown().label);
  protected readonly list = new LocalList<StatRow>({
    name: 'statistics',
    rows: this.rows,
    failure: this.failure,
    load: () => this.load(),
    key: ({ key }) => key,
  });
  protected readonly nameOf = ({ name }: StatRow): string => name;
  protected readonly lead = computed(() => {
    const of = zone();
    return `Each message is counted when it got there. Days begin at midnight ${of === undefined ? 'here' : `of ${of}`}.`;
  });
  private reads = 0;

  constructor() {
    pollWhileVisible(READ_MS, () => void this.list.refresh());
    let before: string | null = null;
    effect(() => {
      const now = `${this.span().days} ${this.tab()} ${zone() ?? ''}`;
      // The first time is the poll's own.
      if (before !== null && before !== now) untracked(() => void this.list.refresh());
      before = now;
    });
  }

  protected deliveredOf({ query }: StatRow) {
    return { ...query, ...delivered(this.read()?.from ?? '') };
  }

  protected failedOf({ query }: StatRow) {
    return { ...query, ...cameToNothing(this.read()?.from ?? '') };
  }

  private async load(): Promise<void> {
    const number = ++this.reads;
    const tab = this.tab();
    const starts = daysOf(this.span().days, Date.now());
    const from = new Date(starts[0] ?? Date.now()).toISOString();
    try {
      const [totals, hours, read] = await Promise.all([
        this.api.aggregate(from),
        this.api.hours(from),
        this.rowsOf(tab, from),
      ]);
      // Something else is wanted by now.
      if (number !== this.reads) return;
      const points = hours.data[0]?.points ?? [];
      this.totals.set(totals);
      this.points.set(this.byTheHour() ? byHour(points) : byDay(points, starts));
      this.read.set({ of: tab, ...read });
      this.failure.set(null);
    } catch (error) {
      if (number === this.reads) this.failure.set(failureOf(error));
    }
  }

  private async rowsOf(tab: string, from: string): Promise<{ from: string; rows: StatRow[] }> {
    const of = <T>({ from: begun, data }: { from: string; data: T[] }, row: (totals: T) => StatRow) => ({
      from: begun,
      rows: data.map(row),
    });
    if (tab === 'sim-cards') return of(await this.api.simCards(from), rowOfSimCard);
    if (tab === 'providers') return of(await this.api.providers(from), rowOfProvider);
    if (tab === 'pairs') return of(await this.api.pairs(from), rowOfPair);
    const [totals, programs] = await Promise.all([
      this.api.programs(from),
      allPages((page) => this.programs.list(page)),
    ]);
    const names = new Map(programs.map(({ id, name }) => [id, name]));
    return of(
      totals,
      rowOfProgram((id) => names.get(id)),
    );
  }
}
