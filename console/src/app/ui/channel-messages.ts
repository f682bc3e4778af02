import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from './empty-state';
import { SentList } from './messages/sent-list';

/** The messages of one channel. */
@Component({
  selector: 'sb-channel-messages',
  imports: [EmptyState, RouterLink, SentList],
  template: `
    <p class="muted">
      What it carries or carried last, newest first. What came in is in the
      <a routerLink="/inbox" [queryParams]="query()">inbox</a>.
    </p>
    <sb-sent-list [limits]="limits()">
      <sb-empty-state icon="outbox" heading="Nothing sent yet" text="Messages show up here once it is given them." />
    </sb-sent-list>
  `,
  styles: `
    p {
      margin-bottom: 12px;
      font-size: 13px;
    }
    a {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `,
})
export class ChannelMessages {
  readonly kind = input.required<'sim' | 'provider'>();
  /** The channel's number. */
  readonly of = input.required<number>();
  protected readonly query = computed(() => ({ [this.kind()]: this.of() }));
  protected readonly limits = computed(() =>
    this.kind() === 'sim' ? { sim_card_id: this.of() } : { provider_id: this.of() },
  );
}
