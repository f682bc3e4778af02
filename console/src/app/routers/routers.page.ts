import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Router } from '@signalbox/contracts/office/routers';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import { RouterActions } from './router-actions';
import { STATES, kindWords, uptimeWords } from './router-words';
import { RoutersApi } from './routers.api';

const COLUMNS: readonly Column<Router>[] = [
  { id: 'name', label: 'Router', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'state', label: 'State', text: ({ health }) => STATES[health.state].label },
  { id: 'address', label: 'Address', text: ({ address, port }) => `${address}:${port}`, class: 'mono' },
  { id: 'kind', label: 'Spoken to by', text: kindWords, class: 'muted' },
  { id: 'version', label: 'RouterOS', text: ({ health }) => health.version },
  { id: 'uptime', label: 'Up for', text: ({ health }) => uptimeWords(health.uptime) },
  { id: 'asked', label: 'Asked', time: ({ health }) => health.checked_at, class: 'end', none: 'not yet' },
];

@Component({
  selector: 'sb-routers-page',
  imports: [Cell, EmptyState, List, MatButton, MatIcon, PageHeader, RouterLink, StateChip],
  template: `
    <sb-page-header heading="Routers" lead="Your MikroTik routers, and how they are.">
      @if (session.can('routers.write')) {
        <button matButton="filled" type="button" (click)="actions.edit(null, after)">
          <mat-icon svgIcon="plus" aria-hidden="true" />Add router
        </button>
      }
    </sb-page-header>
    <sb-list name="routers" label="Routers" [source]="list" [columns]="columns" [nameOf]="nameOf" [actions]="actionsOf">
      <ng-template sbCell="name" [sbCellOf]="list" let-row>
        <a class="name" dir="auto" [routerLink]="['/routers', row.id]">{{ row.name }}</a>
        @if (row.is_default) {
          <div class="muted">the default</div>
        }
      </ng-template>
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        @let word = states[row.health.state];
        <sb-state-chip lamp [tone]="word.tone">{{ word.label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="router"
        heading="No routers yet"
        text="Add one to see how it is, and what goes through it."
      />
    </sb-list>
  `,
})
export class RoutersPage {
  private readonly api = inject(RoutersApi);
  protected readonly actions = inject(RouterActions);
  protected readonly session = inject(SessionStore);
  protected readonly list = pageList<Router>({
    name: 'routers',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
    every: 10_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly states = STATES;
  protected readonly after = { changed: () => this.list.refresh() };
  protected readonly nameOf = ({ name }: Router) => name;
  protected readonly actionsOf = (row: Router): RowAction[] => this.actions.of(row, this.after);
}
