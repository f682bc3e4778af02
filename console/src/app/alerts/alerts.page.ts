import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { Alert } from '@signalbox/contracts/alerts';
import { AlertsApi } from '../core/alerts.api';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, fitting } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { PageTabs, tabOf } from '../ui/page-tabs';
import { StateChip } from '../ui/state-chip';
import { AlertActions } from './alert-actions';
import { ALERT_FILTERS, ALWAYS_FILTERS, alertFilters, alertLimits } from './alert-filters';
import { SEVERITY_WORDS, STATE_WORDS } from './alert-words';
import { SilenceList } from './silence-list';

const COLUMNS: readonly Column<Alert>[] = [
  { id: 'title', label: 'Alert', text: ({ title }) => title, class: 'wide', fixed: true },
  { id: 'severity', label: 'Severity', text: ({ severity }) => SEVERITY_WORDS[severity].label },
  { id: 'state', label: 'State', text: ({ state }) => STATE_WORDS[state].label },
  { id: 'about', label: 'About', text: ({ subject }) => subject.name, class: 'muted' },
  { id: 'source', label: 'From', text: ({ source }) => source, class: 'muted', hidden: true },
  { id: 'began', label: 'Since', time: ({ fired_at, began_at }) => fired_at ?? began_at, class: 'end' },
  { id: 'resolved', label: 'Over', time: ({ resolved_at }) => resolved_at, class: 'end', none: 'no' },
];

const TABS = [
  { id: 'open', label: 'Open' },
  { id: 'history', label: 'History' },
  { id: 'silences', label: 'Silences' },
];

@Component({
  selector: 'sb-alerts-page',
  imports: [
    Cell,
    EmptyState,
    List,
    ListFilters,
    MatButton,
    MatIcon,
    PageHeader,
    PageTabs,
    RouterLink,
    SilenceList,
    StateChip,
  ],
  template: `
    <sb-page-header heading="Alerts" lead="What is wrong now, and what was.">
      @if (session.can('alerts.write')) {
        <button matButton="tonal" type="button" (click)="actions.silence('', changed)">
          <mat-icon svgIcon="plus" aria-hidden="true" />New silence
        </button>
      }
    </sb-page-header>
    <sb-page-tabs [tabs]="tabs" [shown]="tab()" />
    @if (tab() === 'silences') {
      <sb-silence-list />
    } @else {
      <sb-list
        name="alerts"
        label="Alerts"
        [source]="list"
        [columns]="columns"
        [nameOf]="nameOf"
        [actions]="actionsOf"
        [bulk]="bulk"
        [filtered]="url.active()"
      >
        <sb-list-filters sbFilters [url]="url" [filters]="filters()" />
        <ng-template sbCell="title" [sbCellOf]="list" let-row>
          <a class="name" dir="auto" [routerLink]="['/alerts', row.id]">{{ row.title }}</a>
          @if (row.held_by; as held) {
            <div class="muted" dir="auto">{{ held }}</div>
          }
        </ng-template>
        <ng-template sbCell="severity" [sbCellOf]="list" let-row>
          <sb-state-chip [tone]="severities[row.severity].tone">{{ severities[row.severity].label }}</sb-state-chip>
        </ng-template>
        <ng-template sbCell="state" [sbCellOf]="list" let-row>
          <sb-state-chip [tone]="states[row.state].tone">{{ states[row.state].label }}</sb-state-chip>
        </ng-template>
        <sb-empty-state
          icon="check"
          [heading]="tab() === 'open' ? 'Nothing is wrong' : 'Nothing was wrong yet'"
          text="Rules look every 15 seconds."
        />
      </sb-list>
    }
  `,
})
export class AlertsPage {
  private readonly api = inject(AlertsApi);
  protected readonly actions = inject(AlertActions);
  protected readonly session = inject(SessionStore);
  protected readonly tabs = TABS;
  protected readonly tab = tabOf(TABS);
  protected readonly url = new UrlFilters(
    ALERT_FILTERS,
    ['tab'],
    fitting(() => ALWAYS_FILTERS),
  );
  private readonly selection = computed(() => alertLimits(this.url.values(), this.tab() !== 'history'), {
    equal: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  protected readonly list = pageList<Alert>({
    name: 'alerts',
    read: (page) => this.api.list(page, this.selection()),
    key: ({ id }) => id,
    selection: this.selection,
    every: 10_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = computed(() => {
    const { rule, subject_id: id } = this.url.values();
    const one = this.list.rows()?.find(({ subject }) => subject.id === id);
    return alertFilters(rule, id, one?.subject.name);
  });
  protected readonly severities = SEVERITY_WORDS;
  protected readonly states = STATE_WORDS;
  protected readonly nameOf = ({ title }: Alert) => title;
  protected readonly changed = () => void this.list.refresh();
  protected readonly bulk = this.actions.bulk(this.changed);
  protected readonly actionsOf = (row: Alert): RowAction[] => this.actions.of(row, this.changed);
}
