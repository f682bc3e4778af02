import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Provider } from '@signalbox/contracts/providers';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { PairDirectory } from '../core/pair-directory';
import { providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { CHANNEL_FILTERS, onlineOf } from '../ui/channel-filters';
import { ChannelStateChip } from '../ui/channel-state';
import { DailyUse } from '../ui/daily-use';
import { EmptyState } from '../ui/empty-state';
import { InFlight } from '../ui/in-flight';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import { ListFilters, fitting } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { ProviderActions } from './provider-actions';
import { PROVIDER_COLUMNS } from './provider-columns';
import { kindName } from './provider-kinds';
import { withStatus } from './provider-words';
import { ProvidersApi } from './providers.api';

@Component({
  selector: 'sb-providers-page',
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
  ],
  templateUrl: './providers.page.html',
  styleUrl: './providers.page.scss',
})
export class ProvidersPage {
  private readonly api = inject(ProvidersApi);
  private readonly actions = inject(ProviderActions);
  private readonly live = inject(Live);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(
    ['state'],
    [],
    fitting(() => CHANNEL_FILTERS),
  );
  protected readonly list = pageList<Provider>({
    name: 'providers',
    read: (page) => this.api.list(page, onlineOf(this.url.values().state)),
    key: ({ id }) => id,
    size: 100,
    selection: this.url.values,
    every: 5_000,
    hints: channelHints(this.live),
  });
  protected readonly columns = PROVIDER_COLUMNS;
  protected readonly filters = CHANNEL_FILTERS;
  protected readonly nameOf = providerName;
  protected readonly kindName = kindName;
  protected readonly rowClass = ({ status }: Provider) => (status === 'inactive' ? 'inactive' : '');
  private readonly after = { changed: () => void this.list.refresh() };
  protected readonly actionsOf = (provider: Provider): RowAction[] => {
    const acts = this.actions.of(provider, this.after);
    const link = ['/providers', provider.id];
    const settings: RowAction = { label: 'Settings', icon: 'edit', link, query: { tab: 'settings' } };
    // Who can do nothing with it opens it by its name.
    return acts.length === 0
      ? []
      : [{ label: 'Open', icon: 'info', link }, ...(this.session.can('providers.write') ? [settings] : []), ...acts];
  };
  protected readonly bulk = computed<readonly BulkAction<Provider>[]>(() =>
    this.session.can('providers.write')
      ? [
          { label: 'Enable', icon: 'check', run: (providers) => this.actions.switch(providers, 'active', this.after) },
          {
            label: 'Disable',
            icon: 'cancel',
            run: (providers) => this.actions.switch(providers, 'inactive', this.after),
          },
        ]
      : [],
  );

  constructor() {
    this.pairs.refresh();
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.list.update((providers) => withStatus(providers, status)));
  }
}
