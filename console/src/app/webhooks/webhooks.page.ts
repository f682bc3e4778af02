import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Webhook } from '@signalbox/contracts/webhooks';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import { WebhookActions } from './webhook-actions';
import { eventsText, stateOf, titleOf } from './webhook-words';
import { WebhooksApi } from './webhooks.api';

@Component({
  selector: 'sb-webhooks-page',
  imports: [Cell, EmptyState, List, MatButton, MatIcon, PageHeader, RouterLink, StateChip],
  template: `
    <sb-page-header heading="Webhooks" lead="What happens here, posted to addresses of yours.">
      @if (session.can('webhooks.write')) {
        <button matButton="filled" type="button" (click)="actions.edit(null, after)">
          <mat-icon svgIcon="plus" aria-hidden="true" />New webhook
        </button>
      }
    </sb-page-header>
    <sb-list
      name="webhooks"
      label="Webhooks"
      [source]="list"
      [columns]="columns()"
      [nameOf]="titleOf"
      [actions]="actionsOf"
    >
      <ng-template sbCell="name" [sbCellOf]="list" let-row>
        <a class="name" dir="auto" [routerLink]="['/webhooks', row.id]">{{ titleOf(row) }}</a>
        @if (row.description && row.url) {
          <div class="muted" dir="auto">{{ row.url }}</div>
        }
      </ng-template>
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        @let word = stateOf(row);
        <sb-state-chip [tone]="word.tone">{{ word.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="send"
        heading="No webhooks yet"
        text="Add one, and your systems hear what becomes of messages without asking."
      />
    </sb-list>
  `,
})
export class WebhooksPage {
  private readonly api = inject(WebhooksApi);
  protected readonly actions = inject(WebhookActions);
  protected readonly session = inject(SessionStore);
  protected readonly list = pageList<Webhook>({
    name: 'webhooks',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
    every: 10_000,
  });
  protected readonly columns = computed<readonly Column<Webhook>[]>(() => [
    { id: 'name', label: 'Webhook', text: titleOf, class: 'wide', fixed: true },
    { id: 'state', label: 'State', text: (row) => stateOf(row).label },
    { id: 'events', label: 'Hears of', text: ({ events }) => eventsText(events), class: 'muted' },
    ...(this.session.can('webhooks.manage')
      ? [{ id: 'account', label: 'Account', text: ({ username }: Webhook) => username }]
      : []),
    { id: 'created', label: 'Created', time: (row) => row.created_at },
  ]);
  protected readonly titleOf = titleOf;
  protected readonly stateOf = stateOf;
  protected readonly after = { changed: () => this.list.refresh() };
  protected readonly actionsOf = (row: Webhook): RowAction[] => this.actions.of(row, this.after);
}
