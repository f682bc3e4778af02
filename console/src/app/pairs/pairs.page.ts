import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { Pair } from '@signalbox/contracts/pairs';
import { countryName } from '../core/country';
import { Live } from '../core/live';
import { LocalList } from '../core/local-list';
import { PairDirectory, pairName } from '../core/pair-directory';
import { failureOf, type Failure } from '../core/problem';
import { ProviderDirectory } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { SimDirectory } from '../core/sim-directory';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Confirm } from '../ui/confirm-dialog';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import { fits } from './pair-search';
import { PairsApi } from './pairs.api';
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
    MatButton,
    MatIcon,
    MatSlideToggle,
    PageHeader,
    RoutePreview,
    StateChip,
  ],
  templateUrl: './pairs.page.html',
  styleUrl: './pairs.page.scss',
})
export class PairsPage {
  private readonly api = inject(PairsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly acts = inject(Acts);
  private readonly directory = inject(PairDirectory);
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(['find']);
  private readonly failure = signal<Failure | null>(null);
  private readonly found = computed(
    () => this.directory.all()?.filter((pair) => fits(pair, this.url.values().find)) ?? null,
  );
  protected readonly list = new LocalList<Pair>(
    this.found,
    this.failure,
    () => this.load(),
    ({ id }) => id,
  );
  private readonly open = signal<ReadonlySet<string>>(new Set());
  private readonly channelCounts = computed(() => {
    const counts = new Map<string, number>();
    const channels = [...this.sims.all(), ...this.providers.all()];
    for (const id of channels.flatMap(({ pair_ids }) => pair_ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  });
  protected readonly columns: readonly Column<Pair>[] = [
    { id: 'name', label: 'Pair', text: pairName, class: 'wide', fixed: true },
    { id: 'codes', label: 'MCC / MNC', text: ({ mcc, mnc }) => `${mcc ?? '–'} / ${mnc ?? '–'}`, class: 'number' },
    { id: 'prefixes', label: 'Prefixes', text: ({ prefixes }) => prefixes.join(' '), class: 'wide late', width: '40%' },
    { id: 'priority', label: 'Priority', text: (pair) => (pair.is_high_priority ? 'High' : 'Normal') },
    {
      id: 'channels',
      label: 'Channels',
      text: (pair) => String(this.channelsOf(pair) || 'shared'),
      class: 'end number',
    },
    { id: 'active', label: 'Active', text: ({ active }) => (active ? 'yes' : 'no'), class: 'switch' },
  ];
  protected readonly filters = FILTERS;
  protected readonly countryName = countryName;
  protected readonly nameOf = pairName;
  protected readonly rowClass = ({ active }: Pair) => (active ? '' : 'inactive');
  protected readonly actionsOf = (pair: Pair): RowAction[] =>
    this.session.can('pairs.write')
      ? [
          { label: 'Edit', icon: 'edit', run: () => this.edit(pair) },
          { label: 'Delete', icon: 'trash', run: () => this.remove([pair]) },
        ]
      : [];
  protected readonly bulk = computed<readonly BulkAction<Pair>[]>(() =>
    this.session.can('pairs.write')
      ? [
          { label: 'Activate', icon: 'check', run: (pairs) => this.switch(pairs, true) },
          { label: 'Deactivate', icon: 'cancel', run: (pairs) => this.switch(pairs, false) },
          { label: 'Delete', icon: 'trash', run: (pairs) => this.remove(pairs) },
        ]
      : [],
  );

  constructor() {
    void this.list.refresh();
    inject(Live)
      .opened.pipe(takeUntilDestroyed())
      .subscribe(() => void this.list.refresh());
  }

  protected channelsOf({ id }: Pair): number {
    return this.channelCounts().get(id) ?? 0;
  }

  protected prefixesOf({ id, prefixes }: Pair): readonly string[] {
    return this.open().has(id) ? prefixes : prefixes.slice(0, SHOWN_PREFIXES);
  }

  protected moreOf(pair: Pair): number {
    return pair.prefixes.length - this.prefixesOf(pair).length;
  }

  protected showAll({ id }: Pair): void {
    this.open.update((open) => new Set([...open, id]));
  }

  protected async edit(pair: Pair | null): Promise<void> {
    const stored = await this.dialogs.open(() => import('./pair.dialog').then((m) => m.PairDialog), {
      data: pair,
      needs: 'pairs.write',
      // The first field would open its suggestions, which nobody needs who edits.
      focus: pair === null ? 'first-tabbable' : '.operator',
    });
    if (stored === null) return;
    this.acts.say(pair === null ? 'Pair added' : 'Saved');
    this.changed();
  }

  protected async import(): Promise<void> {
    const dialog = () => import('./pair-import.dialog').then((m) => m.PairImportDialog);
    await this.dialogs.open(dialog, { needs: 'pairs.write', width: 'large', focus: 'dialog' });
    void this.list.refresh();
  }

  protected async switch(pairs: readonly Pair[], active: boolean): Promise<boolean> {
    const done = active ? 'Activated' : 'Deactivated';
    const isDone = await this.acts.each(pairs, ({ id }) => this.api.change(id, { active }), done);
    // Also when it failed: what was switched did not happen.
    this.changed();
    return isDone;
  }

  private async remove(pairs: readonly Pair[]): Promise<boolean> {
    const [first] = pairs;
    if (first === undefined) return false;
    const channels = pairs.reduce((sum, pair) => sum + this.channelsOf(pair), 0);
    const question = {
      title: pairs.length === 1 ? `Delete ${pairName(first)}?` : `Delete ${pairs.length} pairs?`,
      text:
        `Messages to ${pairs.length === 1 ? 'its' : 'their'} numbers go as those of no pair from now on.` +
        (channels > 0
          ? ` ${channels === 1 ? 'One channel is' : `${channels} channels are`} not bound to it any more.`
          : ''),
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return false;
    const isDone = await this.acts.each(pairs, ({ id }) => this.api.remove(id), 'Deleted');
    this.changed();
    return isDone;
  }

  private async load(): Promise<void> {
    try {
      await this.directory.load();
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  private changed(): void {
    this.sims.reload();
    this.providers.reload();
    void this.list.refresh();
  }
}
