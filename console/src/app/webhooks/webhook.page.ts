import { Component, computed, inject, input, numberAttribute } from '@angular/core';
import { Router } from '@angular/router';
import type { WebhookDetail } from '@signalbox/contracts/webhooks';
import { oneOf } from '../core/one';
import { PairDirectory } from '../core/pair-directory';
import { SessionStore } from '../core/session';
import { ActionMenu } from '../ui/action-menu';
import { countText } from '../ui/count';
import { Facts, type Fact } from '../ui/facts';
import { OnePage } from '../ui/one-page';
import { tabOf, type PageTab } from '../ui/page-tabs';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { WebhookActions } from './webhook-actions';
import { WebhookDeliveries } from './webhook-deliveries';
import { eventLabel, stateOf, titleOf } from './webhook-words';
import { WebhooksApi } from './webhooks.api';

const TABS: readonly PageTab[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'deliveries', label: 'Deliveries' },
];

/** One webhook: how it does, and what was posted to it. */
@Component({
  selector: 'sb-webhook-page',
  imports: [ActionMenu, Facts, OnePage, StateChip, Time, WebhookDeliveries],
  templateUrl: './webhook.page.html',
  styleUrl: '../ui/channel-page.scss',
})
export class WebhookPage {
  private readonly api = inject(WebhooksApi);
  private readonly actions = inject(WebhookActions);
  private readonly navigation = inject(Router);
  private readonly pairs = inject(PairDirectory);
  readonly id = input.required({ transform: numberAttribute });
  protected readonly one = oneOf<number, WebhookDetail>({ id: this.id, read: (id) => this.api.get(id), every: 5_000 });
  protected readonly tabs = TABS;
  protected readonly shown = tabOf(TABS);
  protected readonly heading = computed(() => {
    const webhook = this.one.value();
    return webhook === null ? 'Webhook' : titleOf(webhook);
  });
  protected readonly stateOf = stateOf;
  protected readonly eventLabel = eventLabel;
  protected readonly menu = computed(() => {
    const webhook = this.one.value();
    const after = {
      changed: () => this.one.refresh(),
      removed: () => this.navigation.navigateByUrl('/webhooks'),
    };
    return webhook === null ? [] : this.actions.of(webhook, after);
  });

  constructor() {
    if (inject(SessionStore).can('pairs.read')) this.pairs.refresh();
  }

  protected factsOf(webhook: WebhookDetail): Fact[] {
    const { filter } = webhook;
    return [
      { name: 'Address', value: webhook.url, mono: true },
      { name: 'Account', value: webhook.username },
      { name: 'Waiting', value: webhook.waiting >= 10_000 ? '10,000 or more' : countText(webhook.waiting) },
      { name: 'Own headers', value: webhook.headers.join(', ') },
      {
        name: 'Attempts at most',
        value: webhook.max_attempts === null ? 'for 48 hours' : String(webhook.max_attempts),
      },
      { name: 'Only of the program', value: filter.program_id ?? null, mono: true },
      { name: 'Only to the pair', value: this.pairs.nameOf(filter.pair_id ?? null) ?? filter.pair_id ?? null },
      { name: 'Only of the account', value: filter.user_id === undefined ? null : String(filter.user_id) },
      { name: 'Only of the API key', value: filter.api_key_id === undefined ? null : String(filter.api_key_id) },
    ];
  }
}
