import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { channelHints } from '../core/channel-hints';
import { Live } from '../core/live';
import { oneOf } from '../core/one';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { AlertStrip } from '../ui/alert-strip';
import { ActionMenu } from '../ui/action-menu';
import { Acts } from '../ui/acts';
import { ChannelFigures } from '../ui/channel-figures';
import { ChannelMessages } from '../ui/channel-messages';
import { ChannelStateChip } from '../ui/channel-state';
import { channelTabs } from '../ui/channel-tabs';
import { Facts } from '../ui/facts';
import { LostPart } from '../ui/lost-part';
import { OnePage } from '../ui/one-page';
import { tabOf } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { SimActions } from './sim-actions';
import { SimCardsApi } from './sim-cards.api';
import { SimSettings } from './sim-settings';
import { factsOf, withStatus } from './sim-words';

/** One SIM card: how it stands, its messages, and what is set of it. */
@Component({
  selector: 'sb-sim-card-page',
  imports: [
    AlertStrip,
    ActionMenu,
    ChannelFigures,
    ChannelMessages,
    ChannelStateChip,
    Facts,
    LostPart,
    OnePage,
    SimSettings,
    Skeleton,
  ],
  templateUrl: './sim-card.page.html',
  styleUrl: '../ui/channel-page.scss',
})
export class SimCardPage {
  private readonly api = inject(SimCardsApi);
  private readonly actions = inject(SimActions);
  private readonly acts = inject(Acts);
  private readonly directory = inject(SimDirectory);
  private readonly router = inject(Router);
  private readonly live = inject(Live);

  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, SimCard>({
    id: this.id,
    read: (id) => this.api.get(id),
    every: 5_000,
    hints: channelHints(this.live),
  });
  protected readonly tabs = channelTabs(inject(SessionStore).can('sim-cards.write'));
  protected readonly tab = tabOf(this.tabs);
  protected readonly heading = computed(() => {
    const sim = this.one.value();
    return sim === null ? 'SIM card' : simName(sim);
  });
  protected readonly menu = computed(() => {
    const sim = this.one.value();
    return sim === null ? [] : this.actions.of(sim, { changed: () => this.refresh(), removed: () => this.leave() });
  });
  protected readonly factsOf = factsOf;

  constructor() {
    this.live.channels
      .pipe(takeUntilDestroyed())
      .subscribe((status) => this.one.update((sim) => withStatus([sim], status)[0] ?? sim));
  }

  protected stored(sim: SimCard): void {
    this.acts.say('Saved');
    this.one.update(() => sim);
    this.directory.reload();
  }

  private refresh(): void {
    void this.one.refresh();
  }

  private leave(): void {
    void this.router.navigateByUrl('/sim-cards');
  }
}
