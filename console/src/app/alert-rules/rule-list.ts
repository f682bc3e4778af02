import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ALERT_KINDS } from '@signalbox/contracts/alert-kinds';
import type { AlertRule } from '@signalbox/contracts/alerts';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { AlertRulesApi } from './alert-rules.api';
import { SEVERITIES, paramWords, previewWords } from './rule-words';

const COLUMNS: readonly Column<AlertRule>[] = [
  { id: 'name', label: 'Rule', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'params', label: 'When', text: paramWords, class: 'muted' },
  {
    id: 'for',
    label: 'True for',
    text: ({ for_seconds: seconds }) => (seconds === 0 ? 'at once' : `${seconds / 60} min`),
  },
  { id: 'severity', label: 'Severity', text: ({ severity }) => SEVERITIES[severity].label },
  { id: 'state', label: 'State', text: ({ enabled }) => (enabled ? 'On' : 'Off') },
  { id: 'open', label: 'Open alerts', count: ({ open }) => open },
];

/** What is watched. */
@Component({
  selector: 'sb-rule-list',
  imports: [Cell, EmptyState, List, RouterLink, StateChip],
  template: `
    <sb-list
      name="alert-rules"
      label="Rules"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
      [rowClass]="rowClass"
    >
      <ng-template sbCell="name" [sbCellOf]="list" let-row>
        <strong dir="auto">{{ row.name }}</strong>
        <div class="muted">{{ kinds[row.kind].when }}</div>
      </ng-template>
      <ng-template sbCell="severity" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="severities[row.severity].tone">{{ severities[row.severity].label }}</sb-state-chip>
      </ng-template>
      <ng-template sbCell="open" [sbCellOf]="list" let-row>
        @if (row.open > 0) {
          <a routerLink="/alerts" [queryParams]="{ rule: row.id }">{{ row.open }}</a>
        } @else {
          0
        }
      </ng-template>
      <sb-empty-state icon="pulse" heading="Nothing is watched" text="Add a rule." />
    </sb-list>
  `,
})
export class RuleList {
  private readonly api = inject(AlertRulesApi);
  private readonly acts = inject(Acts);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(SessionStore);
  protected readonly list = pageList<AlertRule>({
    name: 'alert-rules',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
    every: 10_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly kinds = ALERT_KINDS;
  protected readonly severities = SEVERITIES;
  protected readonly nameOf = ({ name }: AlertRule) => name;
  protected readonly rowClass = ({ enabled }: AlertRule) => (enabled ? '' : 'inactive');
  protected readonly actionsOf = (row: AlertRule): RowAction[] => [
    ...(ALERT_KINDS[row.kind].previewed
      ? [{ label: 'The last week', icon: 'clock', run: () => this.preview(row) } as const]
      : []),
    ...(this.session.can('alert-rules.write') ? this.writes(row) : []),
  ];

  async edit(rule: AlertRule | null): Promise<void> {
    const dialog = () => import('./rule.dialog').then((m) => m.RuleDialog);
    if ((await this.dialogs.open(dialog, { data: rule, needs: 'alert-rules.write' })) === null) return;
    this.acts.say('Saved');
    void this.list.refresh();
  }

  private writes(row: AlertRule): RowAction[] {
    return [
      { label: 'Edit', icon: 'edit', run: () => this.edit(row) },
      row.enabled
        ? { label: 'Switch off', icon: 'pause', run: () => this.switch(row, false) }
        : { label: 'Switch on', icon: 'play', run: () => this.switch(row, true) },
      { label: 'Remove', icon: 'trash', apart: true, run: () => this.remove(row) },
    ];
  }

  private async preview({ kind, name, params, subjects, for_seconds }: AlertRule): Promise<void> {
    const ask = async () => previewWords(await this.api.preview({ kind, name, params, subjects, for_seconds }));
    const data = { title: name, waiting: 'The last week is looked at.', ask };
    await this.dialogs.open(() => import('../ui/answer.dialog').then((m) => m.AnswerDialog), { data });
  }

  private async switch({ id }: AlertRule, enabled: boolean): Promise<void> {
    const word = enabled ? 'Switched on' : 'Switched off';
    if (await this.acts.do(() => this.api.change(id, { enabled }), word)) void this.list.refresh();
  }

  private async remove({ id, name, built_in: builtIn }: AlertRule): Promise<void> {
    const text = `What is open of it is resolved.${builtIn ? ' It came with the product, and does not come back.' : ''}`;
    const question = { title: `Remove ${name}?`, text, action: 'Remove', destructive: true };
    if (!(await this.dialogs.ask(question))) return;
    if (await this.acts.do(() => this.api.remove(id), 'Removed')) void this.list.refresh();
  }
}
