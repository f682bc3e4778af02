import { Directive, computed, effect, inject, untracked } from '@angular/core';
import type { Direction } from '@signalbox/contracts/messages';
import type { Loaded } from '../../core/paged-list';
import { Places } from '../../core/places';
import { ChannelNames, ProviderDirectory } from '../../core/provider-directory';
import { SessionStore } from '../../core/session';
import { SimDirectory } from '../../core/sim-directory';
import { UrlFilters } from '../../core/url-filters';
import { zone } from '../../core/zone';
import { MessageFeed } from './message-feed';
import { FILTER_NAMES, filterOf, filtersOf } from './message-filters';
import type { MessageFilter, MessageRow } from './message-row';

/** The channel whose messages they are, or the number that got them. */
export type Limits = Partial<Pick<MessageFilter, 'sim_card_id' | 'provider_id' | 'number'>>;

const PLACE = 'messages';

/** What an address asks for, of one channel or number: the address cannot ask for another one. */
function limitedBy(filter: MessageFilter, limits: Limits): MessageFilter {
  const isOfChannel = (limits.sim_card_id ?? limits.provider_id ?? null) !== null;
  return { ...filter, ...(isOfChannel && { sim_card_id: null, provider_id: null }), ...limits };
}

/** What lists of messages that went out and that came in share: the address as the filter, and the feed that follows it. */
@Directive()
export abstract class MessageListView {
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);
  protected readonly feed = inject(MessageFeed);
  protected readonly session = inject(SessionStore);
  protected readonly channels = inject(ChannelNames);
  protected readonly url = new UrlFilters(FILTER_NAMES, ['tab']);
  protected readonly filters = computed(() => {
    const { sim_card_id: sim, provider_id: provider, number } = this.limited();
    return filtersOf(this.direction, this.url.values(), this.sims, this.providers).filter(
      ({ name }) => (name !== 'sim' || (sim ?? provider) === undefined) && (name !== 'number' || number === undefined),
    );
  });
  protected readonly nameOf = ({ from, to }: MessageRow) => (this.direction === 'inbound' ? from : to) ?? 'a message';
  protected readonly rowClass = ({ fresh }: MessageRow) => (fresh ? 'fresh' : '');

  protected abstract readonly direction: Direction;

  constructor() {
    const places = inject(Places);
    effect(() => {
      const params = this.url.values();
      const limits = this.limited();
      // Today is another span of time in another zone.
      zone();
      untracked(() => {
        const filter = limitedBy(filterOf(this.direction, params, Date.now()), limits);
        const kept = places.take(PLACE) as Loaded<MessageRow> | undefined;
        if (kept !== undefined) places.drawn();
        void (kept === undefined ? this.feed.show(filter) : this.feed.showAgain(filter, kept));
      });
    });
    places.keep(PLACE, () => this.feed.loaded());
  }

  /** What it is limited to whatever the address says. No input: the router would set that of a page to nothing. */
  protected limited(): Limits {
    return {};
  }
}
