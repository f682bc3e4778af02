import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { RemovedSimCard, SimCard } from '@signalbox/contracts/sim-cards';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { PairDirectory } from '../core/pair-directory';
import { SessionStore } from '../core/session';
import { SimDirectory } from '../core/sim-directory';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { CHANNEL_FILTERS, onlineOf } from '../ui/channel-filters';
import { ChannelStateChip } from '../ui/channel-state';
import { DailyUse } from '../ui/daily-use';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { InFlight } from '../ui/in-flight';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import { ListFilters, fitting } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { SignalBars } from './signal-bars';
import { SimActions } from './sim-actions';
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
    RouterLink,
    SignalBars,
  ],
  templateUrl: './sim-cards.page.html',
  styleUrl: './sim-cards.page.scss',
})
export class SimCardsPage {
  private readonly api = inject(SimCardsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly actions = inject(SimActions);
  private readonly directory = inject(SimDirectory);
  private readonly live = inject(Live);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(
    ['state'],
    [],
    fitting(() => CHANNEL_FILTERS),
  );
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
  private readonly after = { changed: () => this.changed() };
  protected readonly actionsOf = (sim: SimCard): RowAction[] => {
    const acts = this.actions.of(sim, this.after);
    const link = ['/sim-cards', sim.id];
    // Who can do nothing with it opens it by its name.
    return acts.length === 0
      ? []
      : [
          { label: 'Open', icon: 'info', link },
          { label: 'Settings', icon: 'edit', link, query: { tab: 'settings' } },
          ...acts,
        ];
  };
  protected readonly bulk = computed<readonly BulkAction<SimCard>[]>(() =>
    this.session.can('sim-cards.write')
      ? [
          { label: 'Activate', icon: 'check', run: (sims) => this.actions.switch(sims, 'active', this.after) },
          { label: 'Deactivate', icon: 'cancel', run: (sims) => this.actions.switch(sims, 'inactive', this.after) },
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

  /** The form is fetched when somebody adds one. */
  protected async add(): Promise<void> {
    const dialog = () => import('./sim-card.dialog').then((m) => m.SimCardDialog);
    if ((await this.dialogs.open<SimCard>(dialog, { needs: 'sim-cards.write' })) === null) return;
    this.acts.say('SIM card added');
    this.directory.reload();
    this.changed();
  }

  protected async showRemoved(): Promise<void> {
    const restored = await this.dialogs.open(() => import('./removed-sims.dialog').then((m) => m.RemovedSimsDialog), {
      data: this.removed(),
      needs: 'sim-cards.write',
      width: 'small',
    });
    if (restored === null) return;
    this.directory.reload();
    this.changed();
  }

  private changed(): void {
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
