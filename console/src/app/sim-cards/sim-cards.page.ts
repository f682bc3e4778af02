import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { RemovedSimCard, SimCard } from '@signalbox/contracts/sim-cards';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { PairDirectory } from '../core/pair-directory';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { ChannelActions } from '../ui/channel-actions';
import { CHANNEL_FILTERS, onlineOf } from '../ui/channel-filters';
import { ChannelStateChip } from '../ui/channel-state';
import { Confirm } from '../ui/confirm-dialog';
import { DailyUse } from '../ui/daily-use';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { InFlight } from '../ui/in-flight';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import { ListFilters } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import type { TestMessage } from '../ui/send-test.dialog';
import { SignalBars } from './signal-bars';
import { SimCardsApi } from './sim-cards.api';
import { SIM_COLUMNS } from './sim-columns';
import { registrationWords, withStatus } from './sim-words';

@Component({
  selector: 'sb-sim-cards-page',
  imports: [
    Cell,
    ChannelStateChip,
    DailyUse,
    EmptyState,
    InFlight,
    List,
    ListFilters,
    MatButton,
    MatIcon,
    PageHeader,
    SignalBars,
  ],
  templateUrl: './sim-cards.page.html',
  styleUrl: './sim-cards.page.scss',
})
export class SimCardsPage {
  private readonly api = inject(SimCardsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly acts = inject(Acts);
  private readonly channels = inject(ChannelActions);
  private readonly directory = inject(SimDirectory);
  private readonly live = inject(Live);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(['state']);
  protected readonly list = pageList<SimCard>({
    name: 'sim-cards',
    read: (page) => this.api.list(page, onlineOf(this.url.values().state)),
    key: ({ id }) => id,
    size: 100,
    selection: this.url.values,
    every: 5_000,
    hints: channelHints(this.live),
  });
  protected readonly removed = signal<readonly RemovedSimCard[]>([]);
  protected readonly columns = SIM_COLUMNS;
  protected readonly filters = CHANNEL_FILTERS;
  protected readonly nameOf = ({ id, label, number }: SimCard) => label ?? number ?? `SIM ${id}`;
  protected readonly rowClass = ({ status }: SimCard) => (status === 'inactive' ? 'inactive' : '');
  protected readonly registrationWords = registrationWords;
  protected readonly actionsOf = (sim: SimCard): RowAction[] =>
    this.session.can('sim-cards.write')
      ? [
          { label: 'Details', icon: 'info', run: () => this.show(sim) },
          { label: 'Send a test', icon: 'send', run: () => this.sendTest(sim) },
          { label: 'USSD', icon: 'dial', run: () => this.ussd(sim) },
          { label: 'Balance', icon: 'wallet', run: () => this.balance(sim) },
          { label: 'Restart the modem', icon: 'restart', run: () => this.restart(sim) },
          { label: 'Edit', icon: 'edit', apart: true, run: () => this.edit(sim) },
          sim.status === 'active'
            ? { label: 'Deactivate', icon: 'cancel', run: () => this.switch([sim], 'inactive') }
            : { label: 'Activate', icon: 'check', run: () => this.switch([sim], 'active') },
          { label: 'Remove', icon: 'trash', run: () => this.remove(sim) },
        ]
      : [];
  protected readonly bulk = computed<readonly BulkAction<SimCard>[]>(() =>
    this.session.can('sim-cards.write')
      ? [
          { label: 'Activate', icon: 'check', run: (sims) => this.switch(sims, 'active') },
          { label: 'Deactivate', icon: 'cancel', run: (sims) => this.switch(sims, 'inactive') },
        ]
      : [],
  );

  constructor() {
    this.pairs.refresh();
    this.readRemoved();
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.list.update((sims) => withStatus(sims, status)));
  }

  protected show(sim: SimCard): Promise<unknown> {
    const data = computed(() => this.list.rows()?.find(({ id }) => id === sim.id) ?? sim);
    return this.dialogs.open(() => import('./sim-details.dialog').then((m) => m.SimDetailsDialog), {
      data,
      focus: 'dialog',
    });
  }

  /** The form and the schemas behind it are fetched when somebody edits. */
  protected async edit(sim: SimCard | null): Promise<void> {
    const stored = await this.dialogs.open(() => import('./sim-card.dialog').then((m) => m.SimCardDialog), {
      data: sim,
      needs: 'sim-cards.write',
    });
    if (stored === null) return;
    this.acts.say(sim === null ? 'SIM card added' : 'Saved');
    this.changed();
  }

  protected async showRemoved(): Promise<void> {
    const restored = await this.dialogs.open(() => import('./removed-sims.dialog').then((m) => m.RemovedSimsDialog), {
      data: this.removed(),
      needs: 'sim-cards.write',
      width: 'small',
    });
    if (restored !== null) this.changed();
  }

  private ussd(sim: SimCard): Promise<unknown> {
    const dialog = () => import('./ussd.dialog').then((m) => m.UssdDialog);
    return this.dialogs.open(dialog, { data: sim, needs: 'sim-cards.write', width: 'small' });
  }

  private balance(sim: SimCard): Promise<void> {
    const ask = async () => (await this.api.ask(sim.id, 'balance')).answer;
    return this.channels.ask({ title: `Balance of ${simName(sim)}`, waiting: 'The modem asks its operator.', ask });
  }

  private async restart(sim: SimCard): Promise<void> {
    const question = {
      title: `Restart the modem of ${simName(sim)}?`,
      text: 'It takes about a minute. What it was just sending may end as uncertain.',
      action: 'Restart',
    };
    if (!(await this.confirm.ask(question))) return;
    const ask = async () => (await this.api.ask(sim.id, 'restart')).answer;
    await this.channels.ask({ title: `Restart of ${simName(sim)}`, waiting: 'The worker resets the modem.', ask });
    void this.list.refresh();
  }

  private sendTest(sim: SimCard): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(sim.id, message, key);
    return this.channels.sendTest({ over: simName(sim), send });
  }

  private async switch(sims: readonly SimCard[], status: SimCard['status']): Promise<boolean> {
    const done = status === 'active' ? 'Activated' : 'Deactivated';
    const isDone = await this.acts.each(sims, ({ id }) => this.api.change(id, { status }), done);
    this.changed();
    return isDone;
  }

  private async remove(sim: SimCard): Promise<void> {
    const question = {
      title: `Remove ${simName(sim)}?`,
      text: 'Its messages stay. It sends and shows nothing any more, also while a worker holds it, until somebody takes it back.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(sim.id), 'Removed')) this.changed();
  }

  private changed(): void {
    this.directory.reload();
    void this.list.refresh();
    this.readRemoved();
  }

  /** A help, not a need: without an answer the button stays as it is. */
  private readRemoved(): void {
    this.api.removed().then(
      ({ data }) => this.removed.set(data),
      () => undefined,
    );
  }
}
