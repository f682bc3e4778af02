import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Provider } from '@signalbox/contracts/providers';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { pageList } from '../core/page-list';
import { PairDirectory } from '../core/pair-directory';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
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
import { PROVIDER_COLUMNS } from './provider-columns';
import { kindName } from './provider-kinds';
import { withStatus } from './provider-words';
import { ProvidersApi } from './providers.api';

@Component({
  selector: 'sb-providers-page',
  imports: [Cell, ChannelStateChip, DailyUse, EmptyState, InFlight, List, ListFilters, MatButton, MatIcon, PageHeader],
  templateUrl: './providers.page.html',
  styleUrl: './providers.page.scss',
})
export class ProvidersPage {
  private readonly api = inject(ProvidersApi);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly acts = inject(Acts);
  private readonly channels = inject(ChannelActions);
  private readonly directory = inject(ProviderDirectory);
  private readonly live = inject(Live);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(['state']);
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
  protected readonly actionsOf = (provider: Provider): RowAction[] => {
    if (!this.session.can('channels.operate')) return [];
    const asked: RowAction[] = [
      { label: 'Details', icon: 'info', run: () => this.show(provider) },
      { label: 'Test the account', icon: 'check', run: () => this.test(provider) },
      { label: 'Send a test', icon: 'send', run: () => this.sendTest(provider) },
      { label: 'Balance', icon: 'wallet', run: () => this.balance(provider) },
      { label: 'Restart', icon: 'restart', run: () => this.restart(provider) },
    ];
    if (!this.session.can('providers.write')) return asked;
    return [
      ...asked,
      { label: 'Edit', icon: 'edit', apart: true, run: () => this.edit(provider) },
      provider.status === 'active'
        ? { label: 'Disable', icon: 'cancel', run: () => this.switch([provider], 'inactive') }
        : { label: 'Enable', icon: 'check', run: () => this.switch([provider], 'active') },
      { label: 'Delete', icon: 'trash', run: () => this.remove(provider) },
    ];
  };
  protected readonly bulk = computed<readonly BulkAction<Provider>[]>(() =>
    this.session.can('providers.write')
      ? [
          { label: 'Enable', icon: 'check', run: (providers) => this.switch(providers, 'active') },
          { label: 'Disable', icon: 'cancel', run: (providers) => this.switch(providers, 'inactive') },
        ]
      : [],
  );

  constructor() {
    this.pairs.refresh();
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.list.update((providers) => withStatus(providers, status)));
  }

  /** The form and the schemas behind it are fetched when somebody edits. */
  protected async edit(provider: Provider | null): Promise<void> {
    const dialog = () => import('./provider.dialog').then((m) => m.ProviderDialog);
    // A click beside it must not lose so many fields.
    const stored = await this.dialogs.open<Provider>(dialog, {
      data: provider,
      needs: 'providers.write',
      width: 'large',
      held: true,
    });
    if (stored === null) return;
    this.acts.say(provider === null ? 'Provider added' : 'Saved');
    this.changed();
    // A new one has to be told where its reports go.
    if (provider === null && stored.report_path !== null) await this.show(stored);
  }

  protected show(provider: Provider): Promise<unknown> {
    const data = computed(() => this.list.rows()?.find(({ id }) => id === provider.id) ?? provider);
    return this.dialogs.open(() => import('./provider-details.dialog').then((m) => m.ProviderDetailsDialog), {
      data,
      focus: 'dialog',
    });
  }

  private test(provider: Provider): Promise<void> {
    return this.ask(provider, 'test', 'Test of', 'The worker signs in at the provider; no message is sent.');
  }

  private balance(provider: Provider): Promise<void> {
    return this.ask(provider, 'balance', 'Balance of', 'The provider is asked.');
  }

  private restart(provider: Provider): Promise<void> {
    return this.ask(provider, 'restart', 'Restart of', 'The worker ends its connections and makes new ones.');
  }

  private sendTest(provider: Provider): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(provider.id, message, key);
    return this.channels.sendTest({ over: providerName(provider), send });
  }

  private async switch(providers: readonly Provider[], status: Provider['status']): Promise<boolean> {
    const done = status === 'active' ? 'Enabled' : 'Disabled';
    const isDone = await this.acts.each(providers, ({ id }) => this.api.change(id, { status }), done);
    this.changed();
    return isDone;
  }

  private async remove(provider: Provider): Promise<void> {
    const question = {
      title: `Delete ${providerName(provider)}?`,
      text:
        'Messages that wait for it alone fail, and delivery reports of what it sent find nobody any more. ' +
        'To keep it out of use, disable it.',
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(provider.id), 'Deleted')) this.changed();
  }

  private async ask(
    provider: Provider,
    question: 'test' | 'balance' | 'restart',
    title: string,
    waiting: string,
  ): Promise<void> {
    const ask = async () => (await this.api.ask(provider.id, question)).answer;
    await this.channels.ask({ title: `${title} ${providerName(provider)}`, waiting, ask });
    void this.list.refresh();
  }

  private changed(): void {
    this.directory.reload();
    void this.list.refresh();
  }
}
