import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { firstValueFrom, merge, throttleTime } from 'rxjs';
import { Live } from '../core/live';
import { PairDirectory } from '../core/pair-directory';
import { pollWhileVisible } from '../core/polling';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { Confirm } from '../ui/confirm-dialog';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { SignalBars } from './signal-bars';
import { SimCardsApi } from './sim-cards.api';

/** Pairs of a SIM card that are named in its row. */
const SHOWN_PAIRS = 2;

@Component({
  selector: 'sb-sim-cards-page',
  imports: [
    Count,
    EmptyState,
    ErrorPanel,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    SignalBars,
    Skeleton,
    StateChip,
  ],
  templateUrl: './sim-cards.page.html',
  styleUrl: './sim-cards.page.scss',
})
export class SimCardsPage {
  private readonly api = inject(SimCardsApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  private readonly directory = inject(SimDirectory);
  private readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);
  protected readonly sims = signal<readonly SimCard[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    this.pairs.refresh();
    pollWhileVisible(5_000, () => void this.load());
    const live = inject(Live);
    merge(live.mqtt, live.updates, live.resumed)
      .pipe(throttleTime(2_000, undefined, { leading: false, trailing: true }), takeUntilDestroyed())
      .subscribe(() => void this.load());
  }

  protected async load(): Promise<void> {
    try {
      this.sims.set((await this.api.list()).data);
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  /** The share of today's cap that is used, in percent; null without a cap. */
  protected used(sim: SimCard): number | null {
    return sim.daily_cap === null ? null : Math.min(100, (100 * sim.sent_today) / sim.daily_cap);
  }

  /** The pairs it is bound to, in words; null when it carries what comes. */
  protected boundTo({ pair_ids: ids }: SimCard): string | null {
    const names = ids.map((id) => this.pairs.nameOf(id)).filter((name) => name !== null);
    if (ids.length === 0) return null;
    if (names.length === 0) return `only for ${ids.length === 1 ? 'one pair' : `${ids.length} pairs`}`;
    const shown = names.slice(0, SHOWN_PAIRS).join('; ');
    return `only for ${shown}${ids.length > SHOWN_PAIRS ? ` and ${ids.length - SHOWN_PAIRS} more` : ''}`;
  }

  protected async edit(sim: SimCard | null): Promise<void> {
    // The form and the schemas behind it are fetched when somebody edits.
    const { SimCardDialog } = await import('./sim-card.dialog');
    const opened = this.dialog.open(SimCardDialog, { data: sim, width: '520px', autoFocus: 'first-tabbable' });
    if (await firstValueFrom(opened.afterClosed())) this.changed(sim === null ? 'SIM card added' : 'Saved');
  }

  protected async toggle(sim: SimCard): Promise<void> {
    const status = sim.status === 'active' ? 'inactive' : 'active';
    await this.act(() => this.api.change(sim.id, { status }), status === 'active' ? 'Activated' : 'Deactivated');
  }

  protected async remove(sim: SimCard): Promise<void> {
    const question = {
      title: `Remove ${simName(sim)}?`,
      text: 'Its messages stay. A worker that still holds it registers it again.',
      action: 'Remove',
      destructive: true,
    };
    if (await this.confirm.ask(question)) await this.act(() => this.api.remove(sim.id), 'Removed');
  }

  private async act(action: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await action();
      this.changed(done);
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
    }
  }

  private changed(done: string): void {
    this.snackBar.open(done, undefined, { duration: 3_000 });
    this.directory.reload();
    void this.load();
  }
}
