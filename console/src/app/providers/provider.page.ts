import { DOCUMENT, Component, computed, inject, input, numberAttribute } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { Provider } from '@signalbox/contracts/providers';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { oneOf } from '../core/one';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { AlertStrip } from '../ui/alert-strip';
import { ActionMenu } from '../ui/action-menu';
import { Acts } from '../ui/acts';
import { ChannelFigures } from '../ui/channel-figures';
import { ChannelMessages } from '../ui/channel-messages';
import { ChannelStateChip } from '../ui/channel-state';
import { channelTabs } from '../ui/channel-tabs';
import { CopyField } from '../ui/copy-field';
import { Facts } from '../ui/facts';
import { LostPart } from '../ui/lost-part';
import { OnePage } from '../ui/one-page';
import { tabOf } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { ProviderActions } from './provider-actions';
import { ProviderForm } from './provider-form';
import { factsOf, reportUrl, withStatus } from './provider-words';
import { ProvidersApi } from './providers.api';

/** One provider: how it stands, where it sends its delivery reports, its messages, and what is set of it. */
@Component({
  selector: 'sb-provider-page',
  imports: [
    AlertStrip,
    ActionMenu,
    ChannelFigures,
    ChannelMessages,
    ChannelStateChip,
    CopyField,
    Facts,
    LostPart,
    OnePage,
    ProviderForm,
    Skeleton,
  ],
  templateUrl: './provider.page.html',
  styleUrl: '../ui/channel-page.scss',
})
export class ProviderPage {
  private readonly api = inject(ProvidersApi);
  private readonly actions = inject(ProviderActions);
  private readonly acts = inject(Acts);
  private readonly directory = inject(ProviderDirectory);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  private readonly origin = inject(DOCUMENT).location.origin;

  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, Provider>({
    id: this.id,
    read: (id) => this.api.get(id),
    every: 5_000,
    hints: channelHints(this.live),
  });
  protected readonly tabs = channelTabs(inject(SessionStore).can('providers.write'));
  protected readonly tab = tabOf(this.tabs);
  protected readonly heading = computed(() => {
    const provider = this.one.value();
    return provider === null ? 'Provider' : providerName(provider);
  });
  protected readonly menu = computed(() => {
    const provider = this.one.value();
    const after = { changed: () => this.refresh(), removed: () => this.leave() };
    return provider === null ? [] : this.actions.of(provider, after);
  });
  protected readonly factsOf = factsOf;
  protected readonly reportUrl = (provider: Provider) => reportUrl(provider, this.origin);

  constructor() {
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.one.update((provider) => withStatus([provider], status)[0] ?? provider));
  }

  protected stored(provider: Provider): void {
    this.acts.say('Saved');
    this.one.update(() => provider);
    this.directory.reload();
  }

  private refresh(): void {
    void this.one.refresh();
  }

  private leave(): void {
    void this.router.navigateByUrl('/providers');
  }
}
