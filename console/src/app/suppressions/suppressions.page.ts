import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { Suppression } from '@signalbox/contracts/suppression';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { UrlFilters } from '../core/url-filters';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { ListFilters, type Filter } from '../ui/list/filters';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { SuppressionsApi } from '../core/suppressions.api';

const SOURCES: Record<Suppression['source'], { tone: Tone; text: string }> = {
  stop: { tone: 'incoming', text: 'Opted out' },
  import: { tone: 'neutral', text: 'Imported' },
  manual: { tone: 'waiting', text: 'Added here' },
};

const COLUMNS: readonly Column<Suppression>[] = [
  { id: 'number', label: 'Number', text: ({ number }) => number, class: 'wide number', fixed: true },
  { id: 'why', label: 'Why', text: ({ source }) => SOURCES[source].text },
  { id: 'note', label: 'Note', text: ({ note }) => note, class: 'wide late muted long' },
  { id: 'since', label: 'Since', time: (row) => row.created_at, class: 'end' },
];

const FILTERS: readonly Filter[] = [
  { name: 'number', label: 'Number', inputmode: 'tel', placeholder: 'Is this number on the list?' },
];

@Component({
  selector: 'sb-suppressions-page',
  imports: [Cell, EmptyState, List, ListFilters, MatButton, MatIcon, PageHeader, StateChip],
  templateUrl: './suppressions.page.html',
})
export class SuppressionsPage {
  private readonly api = inject(SuppressionsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly session = inject(SessionStore);

  protected readonly url = new UrlFilters(['number']);
  protected readonly list = pageList<Suppression>({
    name: 'suppressions',
    read: (page) => this.api.list(this.url.values().number, page),
    key: ({ number }) => number,
    selection: this.url.values,
  });
  protected readonly columns = COLUMNS;
  protected readonly filters = FILTERS;
  protected readonly sources = SOURCES;
  protected readonly nameOf = ({ number }: Suppression) => number;
  protected readonly actionsOf = (row: Suppression): RowAction[] =>
    this.session.can('suppressions.write')
      ? [{ label: 'Remove', icon: 'trash', quick: true, run: () => this.remove([row]) }]
      : [];
  protected readonly bulk = computed<readonly BulkAction<Suppression>[]>(() =>
    this.session.can('suppressions.write')
      ? [{ label: 'Remove', icon: 'trash', run: (rows) => this.remove(rows) }]
      : [],
  );

  protected async add(): Promise<void> {
    const dialog = () => import('./new-suppression.dialog').then((m) => m.NewSuppressionDialog);
    const added = await this.dialogs.open(dialog, { needs: 'suppressions.write', width: 'small' });
    if (added === null) return;
    this.acts.say('Added: the number gets no messages from now on');
    void this.list.refresh();
  }

  protected async import(): Promise<void> {
    const dialog = () => import('./suppression-import.dialog').then((m) => m.SuppressionImportDialog);
    await this.dialogs.open(dialog, { needs: 'suppressions.write', focus: 'dialog' });
    await this.list.refresh();
  }

  protected async save(): Promise<void> {
    await this.acts.try(() => this.api.save());
  }

  private async remove(rows: readonly Suppression[]): Promise<boolean> {
    const question = {
      title: rows.length === 1 ? `Remove ${rows[0]?.number}?` : `Remove ${rows.length} numbers?`,
      text: rows.some(({ source }) => source === 'stop')
        ? `${rows.length === 1 ? 'Its owner' : 'The owner of one or more'} asked for no more messages. Remove it only when they want them again.`
        : `Programs may send to ${rows.length === 1 ? 'this number' : 'these numbers'} again.`,
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return false;
    const isDone = await this.acts.each(rows, ({ number }) => this.api.remove(number), 'Removed');
    void this.list.refresh();
    return isDone;
  }
}
