import { Component, inject } from '@angular/core';
import type { AuditRow } from '@signalbox/contracts/audit';
import { isId } from '../core/channel-choice';
import { pageList } from '../core/page-list';
import { UrlFilters } from '../core/url-filters';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { isDay } from '../ui/messages/period';
import { StateChip } from '../ui/state-chip';
import { OUTCOMES, actionWords, whoWords } from './audit-words';
import { LogsApi } from './logs.api';

const COLUMNS: readonly Column<AuditRow>[] = [
  { id: 'what', label: 'What', text: ({ action }) => actionWords(action), class: 'wide', fixed: true },
  { id: 'which', label: 'Which', text: ({ subject_id }) => subject_id, class: 'mono late long' },
  { id: 'who', label: 'Who', text: whoWords },
  { id: 'outcome', label: 'Outcome', text: ({ outcome }) => OUTCOMES[outcome].label },
  { id: 'address', label: 'From', text: ({ address }) => address, class: 'mono late' },
  { id: 'at', label: 'When', time: ({ at }) => at, class: 'end' },
];
const FILTERS: readonly Filter[] = [
  { name: 'action', label: 'What', placeholder: 'pairs, users.change, …' },
  { name: 'subject_id', label: 'Which' },
  { name: 'user_id', label: 'Account number', fits: isId },
  { name: 'since', label: 'From day', placeholder: 'From 2026-01-31', fits: isDay },
  { name: 'until', label: 'To day', placeholder: 'To 2026-01-31', fits: isDay },
];

/** Who changed what, and who took something out. */
@Component({
  selector: 'sb-audit-list',
  imports: [Cell, EmptyState, List, ListFilters, StateChip],
  template: `
    <sb-list
      name="audit"
      label="Changes"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [filtered]="url.active()"
      [exportable]="false"
      [open]="open"
    >
      <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      <ng-template sbCell="what" [sbCellOf]="list" let-row>
        <button class="name" type="button" (click)="open(row); $event.stopPropagation()">
          {{ words(row.action) }}
        </button>
      </ng-template>
      <ng-template sbCell="outcome" [sbCellOf]="list" let-row>
        @let outcome = outcomes[row.outcome];
        <sb-state-chip [tone]="outcome.tone">{{ outcome.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="shield"
        heading="Nothing was changed"
        text="What anybody changes or takes out shows here."
      />
    </sb-list>
  `,
  styleUrl: './row-name.scss',
})
export class AuditList {
  private readonly api = inject(LogsApi);
  private readonly dialogs = inject(Dialogs);
  readonly url = new UrlFilters(
    ['action', 'subject_id', 'user_id', 'since', 'until'],
    ['tab'],
    fitting(() => FILTERS),
  );
  protected readonly list = pageList<AuditRow>({
    name: 'audit',
    read: (page) => this.api.changes(this.url.values(), page),
    key: ({ id }) => id,
    selection: this.url.values,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly outcomes = OUTCOMES;
  protected readonly words = actionWords;
  protected readonly nameOf = ({ action }: AuditRow) => actionWords(action);
  protected readonly open = (row: AuditRow): void => {
    const dialog = () => import('./audit.dialog').then((m) => m.AuditDialog);
    void this.dialogs.open(dialog, { needs: 'audit.read', data: row, width: 'large', focus: 'dialog' });
  };
}
