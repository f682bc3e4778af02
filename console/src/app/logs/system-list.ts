import { Component, inject } from '@angular/core';
import type { LogRow } from '@signalbox/contracts/logs';
import { pageList } from '../core/page-list';
import { EmptyState } from '../ui/empty-state';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { LogsApi } from './logs.api';

const COLUMNS: readonly Column<LogRow>[] = [
  { id: 'action', label: 'What', text: ({ action }) => action.replaceAll('_', ' '), fixed: true },
  { id: 'details', label: 'Details', text: ({ details }) => details, class: 'wide' },
  { id: 'ok', label: 'Outcome', text: ({ ok }) => (ok ? 'ok' : 'failed') },
  { id: 'at', label: 'When', time: ({ at }) => at, class: 'end' },
];

/** What happened to the installation: sign-ins, workers that come and go. */
@Component({
  selector: 'sb-system-list',
  imports: [Cell, EmptyState, List, StateChip],
  template: `
    <sb-list name="log" label="Log" [source]="list" [columns]="columns" [nameOf]="nameOf">
      <ng-template sbCell="ok" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="row.ok ? 'done' : 'bad'">{{ row.ok ? 'ok' : 'failed' }}</sb-state-chip>
      </ng-template>
      <sb-empty-state icon="list" heading="Nothing yet" text="Sign-ins, and workers that come and go, show here." />
    </sb-list>
  `,
})
export class SystemList {
  private readonly api = inject(LogsApi);
  protected readonly list = pageList<LogRow>({
    name: 'log',
    read: (page) => this.api.log(page),
    key: ({ id }) => id,
  });
  protected readonly columns = COLUMNS;
  protected readonly nameOf = ({ action }: LogRow) => action;
}
