import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatDivider } from '@angular/material/divider';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { firstValueFrom } from 'rxjs';
import { Live } from '../core/live';
import { LiveList, channelHints } from '../core/live-list';
import { PairDirectory } from '../core/pair-directory';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { ChannelActions } from '../ui/channel-actions';
import { ChannelStateChip } from '../ui/channel-state';
import { Confirm } from '../ui/confirm-dialog';
import { Count } from '../ui/count';
import { DailyUse } from '../ui/daily-use';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import type { TestMessage } from '../ui/send-test.dialog';
import { Skeleton } from '../ui/skeleton';
import { SignalBars } from './signal-bars';
import { SimCardsApi } from './sim-cards.api';
import { registrationWords, withStatus } from './sim-words';

@Component({
  selector: 'sb-sim-cards-page',
  imports: [
    ChannelStateChip,
    Count,
    DailyUse,
    EmptyState,
    ErrorPanel,
    MatButton,
    MatDivider,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    SignalBars,
    Skeleton,
  ],
  templateUrl: './sim-cards.page.html',
  styleUrl: './sim-cards.page.scss',
})
export class SimCardsPage {
  private readonly api = inject(SimCardsApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly actions = inject(ChannelActions);
  private readonly directory = inject(SimDirectory);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);
  private readonly live = inject(Live);
  private readonly list = new LiveList(() => this.api.list(), channelHints(this.live));
  protected readonly sims = this.list.rows;
  protected readonly failure = this.list.failure;
  protected readonly load = this.list.load;
  protected readonly registrationWords = registrationWords;

  constructor() {
    this.pairs.refresh();
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.list.update((sims) => withStatus(sims, status)));
  }

  protected async show(sim: SimCard): Promise<void> {
    const { SimDetailsDialog } = await import('./sim-details.dialog');
    const data = computed(() => this.sims()?.find(({ id }) => id === sim.id) ?? sim);
    this.dialog.open(SimDetailsDialog, { data, width: '560px', autoFocus: 'dialog' });
  }

  protected async ussd(sim: SimCard): Promise<void> {
    const { UssdDialog } = await import('./ussd.dialog');
    this.dialog.open(UssdDialog, { data: sim, width: '480px', autoFocus: 'first-tabbable' });
  }

  protected balance(sim: SimCard): Promise<void> {
    const ask = async () => (await this.api.ask(sim.id, 'balance')).answer;
    return this.actions.ask({ title: `Balance of ${simName(sim)}`, waiting: 'The modem asks its operator.', ask });
  }

  protected async restart(sim: SimCard): Promise<void> {
    const question = {
      title: `Restart the modem of ${simName(sim)}?`,
      text: 'It takes about a minute. What it was just sending may end as uncertain.',
      action: 'Restart',
    };
    if (!(await this.confirm.ask(question))) return;
    const ask = async () => (await this.api.ask(sim.id, 'restart')).answer;
    await this.actions.ask({ title: `Restart of ${simName(sim)}`, waiting: 'The worker resets the modem.', ask });
    void this.load();
  }

  protected sendTest(sim: SimCard): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(sim.id, message, key);
    return this.actions.sendTest({ over: simName(sim), send });
  }

  protected async edit(sim: SimCard | null): Promise<void> {
    // The form and the schemas behind it are fetched when somebody edits.
    const { SimCardDialog } = await import('./sim-card.dialog');
    const opened = this.dialog.open(SimCardDialog, { data: sim, width: '520px', autoFocus: 'first-tabbable' });
    if (!(await firstValueFrom(opened.afterClosed()))) return;
    this.actions.say(sim === null ? 'SIM card added' : 'Saved');
    this.changed();
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
    if (await this.actions.do(action, done)) this.changed();
  }

  private changed(): void {
    this.directory.reload();
    void this.load();
  }
}
