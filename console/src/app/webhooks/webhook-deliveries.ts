import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Webhook, WebhookDelivery } from '@signalbox/contracts/webhooks';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { WebhookActions } from './webhook-actions';
import { DELIVERIES, eventLabel } from './webhook-words';
import { WebhooksApi } from './webhooks.api';

const COLUMNS: readonly Column<WebhookDelivery>[] = [
  { id: 'event', label: 'Event', text: ({ type }) => eventLabel(type), class: 'wide', fixed: true },
  { id: 'state', label: 'State', text: ({ state }) => DELIVERIES[state].label },
  {
    id: 'answer',
    label: 'Answer',
    text: ({ status_code: code, error }) => error ?? (code === null ? null : `HTTP ${code}`),
  },
  { id: 'attempts', label: 'Attempts', count: ({ attempts }) => attempts },
  { id: 'took', label: 'Took', text: ({ duration_ms: ms }) => (ms === null ? null : `${ms} ms`), class: 'end number' },
  { id: 'at', label: 'Happened', time: ({ created_at: at }) => at, class: 'end' },
];

const FILTERS: readonly Filter[] = [
  {
    name: 'state',
    label: 'State',
    any: 'Any state',
    groups: [{ label: '', choices: Object.entries(DELIVERIES).map(([value, { label }]) => ({ value, label })) }],
  },
];

/** What was posted to a webhook, newest first. */
@Component({
  selector: 'sb-webhook-deliveries',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, MatIcon, StateChip],
  template: `
    <sb-list
      name="webhook-deliveries"
      label="Deliveries"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="event" [sbCellOf]="list" let-row>
        <button class="link" type="button" (click)="show(row)">{{ eventLabel(row.type) }}</button>
        <div class="muted small">{{ row.topic }}</div>
      </ng-template>
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        @let word = words[row.state];
        <sb-state-chip [tone]="word.tone">{{ word.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state icon="send" heading="Nothing was posted yet" text="A test shows whether it arrives." />
    </sb-list>
    @if (mayWrite()) {
      <p>
        <button matButton="outlined" type="button" (click)="actions.redeliverFailed(webhook())">
          <mat-icon svgIcon="requeue" aria-hidden="true" />Deliver again what was given up
        </button>
      </p>
    }
  `,
  styles: `
    .link {
      padding: 0;
      border: 0;
      background: none;
      color: var(--mat-sys-primary);
      font: inherit;
      font-weight: 550;
      text-align: start;
      cursor: pointer;
    }
    p {
      margin: var(--sb-gap) 0 0;
    }
    .small {
      font-size: 12px;
      overflow-wrap: anywhere;
    }
  `,
})
export class WebhookDeliveries {
  private readonly api = inject(WebhooksApi);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(SessionStore);
  protected readonly actions = inject(WebhookActions);
  readonly webhook = input.required<Webhook>();
  protected readonly url = new UrlFilters(
    ['state'],
    ['tab'],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<WebhookDelivery>({
    name: 'webhook-deliveries',
    read: async (page) => {
      // Which webhook is known once the first turn is over.
      await Promise.resolve();
      return this.api.deliveries(this.webhook().id, { state: this.url.values().state }, page);
    },
    key: ({ id }) => id,
    selection: () => this.url.values().state,
    every: 5_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly words = DELIVERIES;
  protected readonly eventLabel = eventLabel;
  protected readonly mayWrite = computed(() => this.session.can('webhooks.write') && this.webhook().state === 'active');
  protected readonly nameOf = ({ type, id }: WebhookDelivery) => `${eventLabel(type)} ${id}`;
  protected readonly actionsOf = (row: WebhookDelivery): RowAction[] => [
    { label: 'Show', icon: 'info', run: () => this.show(row) },
    ...(this.mayWrite() && row.state !== 'waiting'
      ? [{ label: 'Deliver again', icon: 'requeue', run: () => this.again(row) } as const]
      : []),
  ];

  protected async show({ id }: WebhookDelivery): Promise<void> {
    const dialog = () => import('./delivery.dialog').then((m) => m.DeliveryDialog);
    const read = () => this.api.delivery(this.webhook().id, id);
    await this.dialogs.open(dialog, { data: read, width: 'large' });
  }

  private async again({ id }: WebhookDelivery): Promise<void> {
    if (await this.actions.redeliver(this.webhook(), id)) await this.list.refresh();
  }
}
