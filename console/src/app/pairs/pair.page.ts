import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Pair } from '@signalbox/contracts/pairs';
import { channelHints } from '../core/channel-hints';
import { countryName } from '../core/country';
import { Live } from '../core/live';
import { oneOf } from '../core/one';
import { PairDirectory, pairName } from '../core/pair-directory';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { SimDirectory, simName } from '../core/sim-directory';
import { AlertStrip } from '../ui/alert-strip';
import { ActionMenu } from '../ui/action-menu';
import { Acts } from '../ui/acts';
import { ChannelStateChip } from '../ui/channel-state';
import { Facts, type Fact } from '../ui/facts';
import { LostPart } from '../ui/lost-part';
import { OnePage } from '../ui/one-page';
import { tabOf } from '../ui/page-tabs';
import { Skeleton } from '../ui/skeleton';
import { PairActions } from './pair-actions';
import { PairSettings } from './pair-settings';
import { PairsApi } from './pairs.api';

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'settings', label: 'Settings' },
];

/** One pair: what it is, which channels carry to it alone, and what is set of it. */
@Component({
  selector: 'sb-pair-page',
  imports: [AlertStrip, ActionMenu, ChannelStateChip, Facts, LostPart, OnePage, PairSettings, RouterLink, Skeleton],
  templateUrl: './pair.page.html',
  styleUrls: ['../ui/channel-page.scss', './pair.page.scss'],
})
export class PairPage {
  private readonly api = inject(PairsApi);
  private readonly actions = inject(PairActions);
  private readonly acts = inject(Acts);
  private readonly directory = inject(PairDirectory);
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);
  private readonly router = inject(Router);

  readonly id = input.required<string>();
  protected readonly one = oneOf<string, Pair>({
    id: this.id,
    read: (id) => this.api.get(id),
    hints: channelHints(inject(Live)),
  });
  protected readonly tabs = inject(SessionStore).can('pairs.write') ? TABS : TABS.slice(0, 1);
  protected readonly tab = tabOf(this.tabs);
  protected readonly heading = computed(() => {
    const pair = this.one.value();
    return pair === null ? 'Pair' : pairName(pair);
  });
  protected readonly menu = computed(() => {
    const pair = this.one.value();
    const after = { changed: () => this.refresh(), removed: () => this.leave() };
    return pair === null ? [] : this.actions.of(pair, after);
  });
  /** The channels that carry to it alone. */
  protected readonly channels = computed(() => {
    const isBound = ({ pair_ids: ids }: { pair_ids: readonly string[] }) => ids.includes(this.id());
    return [
      ...this.sims
        .all()
        .filter(isBound)
        .map((sim) => ({ link: ['/sim-cards', sim.id], name: simName(sim), channel: sim })),
      ...this.providers
        .all()
        .filter(isBound)
        .map((one) => ({ link: ['/providers', one.id], name: providerName(one), channel: one })),
    ];
  });

  protected factsOf(pair: Pair): Fact[] {
    return [
      { name: 'Country', value: countryName(pair.country) },
      { name: 'Operator', value: pair.operator },
      { name: 'MCC / MNC', value: `${pair.mcc ?? '–'} / ${pair.mnc ?? '–'}` },
      { name: 'Priority', value: pair.is_high_priority ? 'High' : 'Normal' },
      { name: 'Short codes', value: pair.short_codes ? 'may be written to' : null },
      { name: 'Active', value: pair.active ? 'yes' : 'no, its messages wait' },
    ];
  }

  protected stored(pair: Pair): void {
    this.acts.say('Saved');
    this.one.update(() => pair);
    this.directory.refresh();
  }

  private refresh(): void {
    void this.one.refresh();
  }

  private leave(): void {
    void this.router.navigateByUrl('/pairs');
  }
}
