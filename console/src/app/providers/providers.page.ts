import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatDivider } from '@angular/material/divider';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { Provider } from '@signalbox/contracts/providers';
import { firstValueFrom } from 'rxjs';
import { Live } from '../core/live';
import { LiveList, channelHints } from '../core/live-list';
import { PairDirectory } from '../core/pair-directory';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
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
import { kindName } from './provider-kinds';
import { priceWords, withStatus } from './provider-words';
import { ProvidersApi } from './providers.api';

@Component({
  selector: 'sb-providers-page',
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
    Skeleton,
  ],
  templateUrl: './providers.page.html',
  styleUrl: './providers.page.scss',
})
export class ProvidersPage {
  private readonly api = inject(ProvidersApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly actions = inject(ChannelActions);
  private readonly directory = inject(ProviderDirectory);
  protected readonly pairs = inject(PairDirectory);
  protected readonly session = inject(SessionStore);
  private readonly live = inject(Live);
  private readonly list = new LiveList(() => this.api.list(), channelHints(this.live));
  protected readonly providers = this.list.rows;
  protected readonly failure = this.list.failure;
  protected readonly load = this.list.load;
  protected readonly kindName = kindName;
  protected readonly priceWords = priceWords;
  protected readonly providerName = providerName;

  constructor() {
    this.pairs.refresh();
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.list.update((providers) => withStatus(providers, status)));
  }

  protected async edit(provider: Provider | null): Promise<void> {
    // The form and the schemas behind it are fetched when somebody edits.
    const { ProviderDialog } = await import('./provider.dialog');
    const opened = this.dialog.open(ProviderDialog, {
      data: provider,
      width: '680px',
      maxWidth: '94vw',
      autoFocus: 'first-tabbable',
      // A click beside it must not lose so many fields.
      disableClose: true,
    });
    // A dialog that is cancelled closes with an empty text.
    const stored = (await firstValueFrom(opened.afterClosed())) as Provider | '' | undefined;
    if (!stored) return;
    this.actions.say(provider === null ? 'Provider added' : 'Saved');
    this.changed();
    // A new one has to be told where its reports go.
    if (provider === null && stored.report_path !== null) await this.show(stored);
  }

  protected async show(provider: Provider): Promise<void> {
    const { ProviderDetailsDialog } = await import('./provider-details.dialog');
    const data = computed(() => this.providers()?.find(({ id }) => id === provider.id) ?? provider);
    this.dialog.open(ProviderDetailsDialog, { data, width: '600px', maxWidth: '94vw', autoFocus: 'dialog' });
  }

  protected test(provider: Provider): Promise<void> {
    return this.ask(provider, 'test', 'Test of', 'The worker signs in at the provider; no message is sent.');
  }

  protected balance(provider: Provider): Promise<void> {
    return this.ask(provider, 'balance', 'Balance of', 'The provider is asked.');
  }

  protected restart(provider: Provider): Promise<void> {
    return this.ask(provider, 'restart', 'Restart of', 'The worker ends its connections and makes new ones.');
  }

  protected sendTest(provider: Provider): Promise<void> {
    const send = (message: TestMessage, key: string) => this.api.sendTest(provider.id, message, key);
    return this.actions.sendTest({ over: providerName(provider), send });
  }

  protected async toggle(provider: Provider): Promise<void> {
    const status = provider.status === 'active' ? 'inactive' : 'active';
    await this.act(() => this.api.change(provider.id, { status }), status === 'active' ? 'Enabled' : 'Disabled');
  }

  protected async remove(provider: Provider): Promise<void> {
    const question = {
      title: `Delete ${providerName(provider)}?`,
      text:
        'Messages that wait for it alone fail, and delivery reports of what it sent find nobody any more. ' +
        'To keep it out of use, disable it.',
      action: 'Delete',
      destructive: true,
    };
    if (await this.confirm.ask(question)) await this.act(() => this.api.remove(provider.id), 'Deleted');
  }

  private async ask(
    provider: Provider,
    question: 'test' | 'balance' | 'restart',
    title: string,
    waiting: string,
  ): Promise<void> {
    const ask = async () => (await this.api.ask(provider.id, question)).answer;
    await this.actions.ask({ title: `${title} ${providerName(provider)}`, waiting, ask });
    void this.load();
  }

  private async act(action: () => Promise<unknown>, done: string): Promise<void> {
    if (await this.actions.do(action, done)) this.changed();
  }

  private changed(): void {
    this.directory.reload();
    void this.load();
  }
}
