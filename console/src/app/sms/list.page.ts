import { Directive, computed, effect, inject, input, untracked } from '@angular/core';
import type { Direction } from '@signalbox/contracts/messages';
import { MESSAGE_STATUSES } from '@signalbox/contracts/statuses';
import { channelOf, choiceOf } from '../core/channel-choice';
import { ChannelNames } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import type { FilterParams } from './message-filters';
import { MessageFeed } from './message-feed';
import type { MessageFilter } from './message-row';
import { sinceOf } from './period';

/** The filter that an address asks for; what makes no sense in it is no limit. */
export function filterOf(direction: Direction, params: FilterParams, now: number): MessageFilter {
  const { sim, provider } = channelOf(choiceOf(params.sim, params.provider));
  const status = MESSAGE_STATUSES.find((known) => known === params.status);
  return {
    direction,
    status: status ?? '',
    number: params.number ?? '',
    sim_card_id: sim,
    provider_id: provider,
    client_ref: params.ref ?? '',
    since: sinceOf(params.period ?? '', now),
    until: '',
  };
}

/** What the outbox and the inbox share: the address as the filter, and the feed that follows it. */
@Directive()
export abstract class MessageListPage {
  protected readonly feed = inject(MessageFeed);
  protected readonly session = inject(SessionStore);
  protected readonly channels = inject(ChannelNames);

  readonly status = input<string>();
  readonly number = input<string>();
  readonly sim = input<string>();
  readonly provider = input<string>();
  readonly ref = input<string>();
  readonly period = input<string>();

  protected readonly params = computed<FilterParams>(() => ({
    status: this.status(),
    number: this.number(),
    sim: this.sim(),
    provider: this.provider(),
    ref: this.ref(),
    period: this.period(),
  }));

  protected abstract readonly direction: Direction;

  constructor() {
    effect(() => {
      const params = this.params();
      untracked(() => void this.feed.show(filterOf(this.direction, params, Date.now())));
    });
  }
}
