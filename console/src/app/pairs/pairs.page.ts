import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { RouterLink } from '@angular/router';
import type { Pair } from '@signalbox/contracts/pairs';
import { countryName } from '../core/country';
import { Live } from '../core/live';
import { LocalList } from '../core/local-list';
import { PairDirectory, pairName } from '../core/pair-directory';
import { failureOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { LostPart } from '../ui/lost-part';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { PairActions } from './pair-actions';
import { fits } from './pair-search';
import { takesRest } from './pair-rest';
import { RoutePreview } from './route-preview';

/** Prefixes of a pair that are shown before the rest is asked for. */
const SHOWN_PREFIXES = 6;

const FILTERS: readonly Filter[] = [
  { name: 'find', label: 'Search the pairs', placeholder: 'Country, operator, code or number' },
];

@Component({
  selector: 'sb-pairs-page',
  imports: [
    Cell,
    EmptyState,
    List,
    ListFilters,
    LostPart,
    MatButton,
    MatIcon,
    MatSlideToggle,
    PageHeader,
    RoutePreview,
    RouterLink,
    Skeleton,
    StateChip,
  ],
  templateUrl: './pairs.page.html',
  styleUrl: './pairs.page.scss',
})
export class PairsPage {
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly actions = inject(PairActions);
  private readonly directory = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(['find']);
  private readonly failure = signal<Failure | null>(null);
  private readonly found = computed(
    () => this.directory.all()?.filter((pair) => fits(pair, this.url.values().find)) ?? null,
  );
  protected readonly list = new LocalList<Pair>({
    name: 'pairs',
    rows: this.found,
    failure: this.failure,
    load: () => this.load(),
    key: ({ id }) => id,
  });
  private readonly open = signal<ReadonlySet<string>>(new Set());
  protected readonly columns: readonly Column<Pair>[] = [
    { id: 'name', label: 'Pair', text: pairName, class: 'wide', fixed: true },
    { id: 'codes', label: 'MCC / MNC', text: ({ mcc, mnc }) => `${mcc ?? '–'} / ${mnc ?? '–'}`, class: 'number' },
    { id: 'prefixes', label: 'Prefixes', text: ({ prefixes }) => prefixes.join(' '), class: 'wide late', width: '40%' },
    { id: 'priority', label: 'Priority', text: (pair) => (pair.is_high_priority ? 'High' : 'Normal') },
    {
      id: 'channels',
      label: 'Channels',
      text: (pair) => String(this.actions.channelsOf(pair) || 'shared'),
      class: 'end number',
    },
    { id: 'active', label: 'Active', text: ({ active }) => (active ? 'yes' : 'no'), class: 'switch' },
  ];
  protected readonly filters = FILTERS;
  protected readonly countryName = countryName;
  protected readonly nameOf = pairName;
  protected readonly rowClass = ({ active }: Pair) => (active ? '' : 'inactive');
  private readonly after = { changed: () => void this.list.refresh() };
  protected readonly actionsOf = (pair: Pair): RowAction[] => {
    const acts = this.actions.of(pair, this.after);
    const link = ['/pairs', pair.id];
    return acts.length === 0
      ? []
      : [
          { label: 'Open', icon: 'info', link },
          { label: 'Settings', icon: 'edit', link, query: { tab: 'settings' } },
          ...acts,
        ];
  };
  protected readonly bulk = computed<readonly BulkAction<Pair>[]>(() =>
    this.session.can('pairs.write')
      ? [
          { label: 'Activate', icon: 'check', run: (pairs) => this.switch(pairs, true) },
          { label: 'Deactivate', icon: 'cancel', run: (pairs) => this.switch(pairs, false) },
          { label: 'Delete', icon: 'trash', run: (pairs) => this.actions.remove(pairs, this.after) },
        ]
      : [],
  );

  constructor() {
    void this.list.refresh();
    inject(Live)
      .opened.pipe(takeUntilDestroyed())
      .subscribe(() => void this.list.refresh());
  }

  protected prefixesOf({ id, prefixes }: Pair): readonly string[] {
    return this.open().has(id) ? prefixes : prefixes.slice(0, SHOWN_PREFIXES);
  }

  /** What a pair without prefixes has. */
  protected restWords(pair: Pair): string {
    return takesRest(pair, this.directory.all() ?? []) ? 'the rest of its country' : 'none';
  }

  protected moreOf(pair: Pair): number {
    return pair.prefixes.length - this.prefixesOf(pair).length;
  }

  protected showAll({ id }: Pair): void {
    this.open.update((open) => new Set([...open, id]));
  }

  protected async add(): Promise<void> {
    const dialog = () => import('./pair.dialog').then((m) => m.PairDialog);
    if ((await this.dialogs.open<Pair>(dialog, { needs: 'pairs.write' })) === null) return;
    this.acts.say('Pair added');
    void this.list.refresh();
  }

  protected async import(): Promise<void> {
    const dialog = () => import('./pair-import.dialog').then((m) => m.PairImportDialog);
    await this.dialogs.open(dialog, { needs: 'pairs.write', width: 'large', focus: 'dialog' });
    void this.list.refresh();
  }

  protected switch(pairs: readonly Pair[], active: boolean): Promise<boolean> {
    return this.actions.switch(pairs, active, this.after);
  }

  private async load(): Promise<void> {
    try {
      await this.directory.load();
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
