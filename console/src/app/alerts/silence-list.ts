import { Component, inject } from '@angular/core';
import type { Silence } from '@signalbox/contracts/alert-channels';
import { AlertsApi } from '../core/alerts.api';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { EmptyState } from '../ui/empty-state';
import type { RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { StateChip } from '../ui/state-chip';
import { SILENCE_WORDS, linesOf } from './alert-words';

const COLUMNS: readonly Column<Silence>[] = [
  { id: 'about', label: 'Alerts with', text: ({ matchers }) => linesOf(matchers), class: 'wide', fixed: true },
  { id: 'reason', label: 'Why', text: ({ reason }) => reason, class: 'wide' },
  { id: 'state', label: 'State', text: ({ state }) => SILENCE_WORDS[state].label },
  { id: 'by', label: 'By', text: ({ by }) => by, class: 'muted' },
  { id: 'starts', label: 'From', time: ({ starts_at }) => starts_at, class: 'end' },
  { id: 'ends', label: 'Until', time: ({ ends_at }) => ends_at, class: 'end' },
];

/** What nobody is told for a while. */
@Component({
  selector: 'sb-silence-list',
  imports: [Cell, EmptyState, List, StateChip],
  template: `
    <sb-list
      name="silences"
      label="Silences"
      [source]="list"
      [columns]="columns"
      [nameOf]="nameOf"
      [actions]="actionsOf"
    >
      <ng-template sbCell="state" [sbCellOf]="list" let-row>
        <sb-state-chip [tone]="words[row.state].tone">{{ words[row.state].label }}</sb-state-chip>
      </ng-template>
      <sb-empty-state
        icon="bell"
        heading="No silences"
        text="Silence what you know of, for as long as you work on it."
      />
    </sb-list>
  `,
})
export class SilenceList {
  private readonly api = inject(AlertsApi);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  protected readonly list = pageList<Silence>({
    name: 'silences',
    read: (page) => this.api.silences(page),
    key: ({ id }) => id,
    every: 10_000,
  });
  protected readonly columns = COLUMNS;
  protected readonly words = SILENCE_WORDS;
  protected readonly nameOf = ({ id }: Silence) => `Silence ${id}`;
  protected readonly actionsOf = (row: Silence): RowAction[] =>
    this.session.can('alerts.write') && row.state !== 'ended'
      ? [{ label: 'End', icon: 'cancel', run: () => this.end(row) }]
      : [];

  private async end({ id }: Silence): Promise<void> {
    if (await this.acts.do(() => this.api.endSilence(id), 'Ended')) void this.list.refresh();
  }
}
