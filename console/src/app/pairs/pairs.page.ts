import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Pair } from '@signalbox/contracts/pairs';
import { firstValueFrom } from 'rxjs';
import { countryName } from '../core/country';
import { Live } from '../core/live';
import { PairDirectory, pairName } from '../core/pair-directory';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { ProviderDirectory } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { SimDirectory } from '../core/sim-directory';
import { Confirm } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { PairsApi } from './pairs.api';
import { RoutePreview } from './route-preview';

/** Prefixes of a pair that are shown before the rest is asked for. */
const SHOWN_PREFIXES = 6;
/** Rows that are shown before the rest is asked for. */
const SHOWN_ROWS = 100;

/** Whether a pair is what somebody looks for: by country, operator, network code or the beginning of a number. */
export function fits(pair: Pair, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  const digits = text.replace(/^\+/, '').replaceAll(' ', '');
  if (text === '') return true;
  if (/^\d+$/.test(digits)) {
    const isNumber = pair.prefixes.some((prefix) => prefix.startsWith(digits) || digits.startsWith(prefix));
    return isNumber || `${pair.mcc ?? ''}${pair.mnc ?? ''}` === digits;
  }
  return pair.country.toLowerCase() === text || pairName(pair).toLowerCase().includes(text);
}

@Component({
  selector: 'sb-pairs-page',
  imports: [
    EmptyState,
    ErrorPanel,
    MatButton,
    MatFormField,
    MatIcon,
    MatIconButton,
    MatInput,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatPrefix,
    MatSlideToggle,
    PageHeader,
    RoutePreview,
    Skeleton,
    StateChip,
  ],
  providers: [OUTLINED],
  templateUrl: './pairs.page.html',
  styleUrl: './pairs.page.scss',
})
export class PairsPage {
  private readonly api = inject(PairsApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  private readonly directory = inject(PairDirectory);
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly failure = signal<Failure | null>(null);
  protected readonly wanted = signal('');
  private readonly limit = signal(SHOWN_ROWS);
  private readonly open = signal<ReadonlySet<string>>(new Set());
  protected readonly pairs = this.directory.all;
  private readonly found = computed(() => this.pairs()?.filter((pair) => fits(pair, this.wanted())) ?? []);
  protected readonly shown = computed(() => this.found().slice(0, this.limit()));
  protected readonly hidden = computed(() => this.found().length - this.shown().length);
  private readonly channelCounts = computed(() => {
    const counts = new Map<string, number>();
    const channels = [...this.sims.all(), ...this.providers.all()];
    for (const id of channels.flatMap(({ pair_ids }) => pair_ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  });
  protected readonly countryName = countryName;
  protected readonly pairName = pairName;

  constructor() {
    void this.load();
    inject(Live)
      .opened.pipe(takeUntilDestroyed())
      .subscribe(() => void this.load());
  }

  protected async load(): Promise<void> {
    try {
      await this.directory.load();
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
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

  protected showMore(): void {
    this.limit.update((limit) => limit + SHOWN_ROWS);
  }

  protected find(text: string): void {
    this.wanted.set(text);
    this.limit.set(SHOWN_ROWS);
  }

  protected async edit(pair: Pair | null): Promise<void> {
    const { PairDialog } = await import('./pair.dialog');
    // The first field would open its suggestions, which nobody needs who edits.
    const autoFocus = pair === null ? 'first-tabbable' : '.operator';
    const opened = this.dialog.open(PairDialog, { data: pair, width: '560px', autoFocus });
    if (await firstValueFrom(opened.afterClosed())) this.changed(pair === null ? 'Pair added' : 'Saved');
  }

  protected async import(): Promise<void> {
    const { PairImportDialog } = await import('./pair-import.dialog');
    const opened = this.dialog.open(PairImportDialog, { width: '640px', autoFocus: 'dialog' });
    await firstValueFrom(opened.afterClosed());
    void this.load();
  }

  protected async toggle(pair: Pair, active: boolean): Promise<void> {
    await this.act(() => this.api.change(pair.id, { active }), active ? 'Activated' : 'Deactivated');
  }

  protected async remove(pair: Pair): Promise<void> {
    const channels = this.channelsOf(pair);
    const question = {
      title: `Delete ${pairName(pair)}?`,
      text:
        'Messages to its numbers go as those of no pair from now on.' +
        (channels > 0
          ? ` ${channels === 1 ? 'One channel is' : `${channels} channels are`} not bound to it any more.`
          : ''),
      action: 'Delete',
      destructive: true,
    };
    if (await this.confirm.ask(question)) await this.act(() => this.api.remove(pair.id), 'Deleted');
  }

  private async act(action: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await action();
      this.changed(done);
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
      // What was switched did not happen.
      void this.load();
    }
  }

  private changed(done: string): void {
    this.snackBar.open(done, undefined, { duration: 3_000 });
    this.sims.reload();
    this.providers.reload();
    void this.load();
  }
}
