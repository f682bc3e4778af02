import { Component, inject } from '@angular/core';
import type { OutboxRow } from '@signalbox/contracts/outbox';
import { pageList } from '../core/page-list';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { LogsApi } from './logs.api';
import { KIND_CHOICES, STATES, STATE_CHOICES, kindWords } from './outbox-words';
import type { OutboxItem } from './outbox.dialog';

const COLUMNS: readonly Column<OutboxRow>[] = [
  { id: 'what', label: 'What', text: ({ kind }) => kindWords(kind), class: 'wide', fixed: true },
  { id: 'about', label: 'About', text: ({ topic }) => topic, class: 'mono late long' },
  { id: 'state', label: 'State', text: ({ status }) => STATES[status].label },
  { id: 'error', label: 'Why not', text: ({ error }) => error, class: 'wide late' },
  { id: 'attempts', label: 'Attempts', count: ({ attempts }) => attempts },
  { id: 'next', label: 'Next attempt', time: (row) => (row.status === 'waiting' ? row.due_at : null), class: 'late' },
  { id: 'ended', label: 'Ended', time: (row) => row.ended_at, hidden: true },
  { id: 'at', label: 'Written', time: (row) => row.created_at, class: 'end' },
];
const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'State', any: 'Any state', groups: [{ label: '', choices: STATE_CHOICES }] },
  { name: 'kind', label: 'Kind', any: 'Everything', groups: [{ label: '', choices: KIND_CHOICES }] },
];
const AGAIN_MS = 5_000;

/** What is on its way to other systems and people by the outbox, and what became of it. */
@Component({
  selector: 'sb-outbox-list',
  imports: [Cell, EmptyState, List, ListFilters, StateChip],
  template: `
    <sb-list
      name="deliveries"
      label="To other systems"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [filtered]="url.active()"
      [open]="open"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="what" [sbCellOf]="list" let-row>
        <button class="name" type="button" (click)="open(row); $event.stopPropagation()">{{ words(row.kind) }}</button>
      </ng-template>
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        @let state = states[row.status];
        <sb-state-chip [tone]="state.tone">{{ state.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="send"
        heading="Nothing left yet"
        text="Alerts, receipts and reports show here as they go."
      />
    </sb-list>
  `,
  styleUrl: './row-name.scss',
})
export class OutboxList {
  private readonly api = inject(LogsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly url = new UrlFilters(
    ['status', 'kind'],
    ['tab'],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<OutboxRow>({
    name: 'deliveries',
    read: (page) => this.api.outbox(this.url.values(), page),
    key: ({ id }) => id,
    selection: this.url.values,
    every: AGAIN_MS,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly states = STATES;
  protected readonly words = kindWords;
  protected readonly nameOf = ({ kind, topic }: OutboxRow) => `${kindWords(kind)} ${topic}`;
  protected readonly actionsOf = (row: OutboxRow): RowAction[] => [
    { label: 'Show', icon: 'info', run: () => this.open(row) },
    // What waits is sent anyway.
    ...(row.status === 'waiting'
      ? []
      : [
          {
            ...({ label: 'Send again', icon: 'requeue', name: `Send again: ${this.nameOf(row)}` } as const),
            quick: row.status === 'failed',
            run: () => this.replay(row.id),
          },
        ]),
  ];

  protected readonly open = async ({ id }: OutboxRow): Promise<void> => {
    const dialog = () => import('./outbox.dialog').then((m) => m.OutboxDialog);
    const data: OutboxItem = { read: () => this.api.outboxItem(id), replay: () => this.replay(id) };
    await this.dialogs.open(dialog, { data, needs: 'outbox.manage', width: 'large', focus: 'dialog' });
  };

  /** @returns whether it is on its way */
  private async replay(id: string): Promise<boolean> {
    const isSent = await this.acts.do(() => this.api.replay(id), 'On its way once more');
    await this.list.refresh();
    return isSent;
  }
}
