import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { Live } from '../core/live';
import { LIST_FILES, NumberListsApi, withProgress } from '../core/number-lists.api';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { Decimals } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { FileDrop } from '../ui/file-drop';
import type { BulkAction, RowAction } from '../ui/list/action';
import { Cell } from '../ui/list/cell';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { sizeText } from '../ui/size';
import { StateChip } from '../ui/state-chip';
import { ListRemoval } from './list-removal';
import { LIST_TONES, LIST_WORDS } from './list-state';

const COLUMNS: readonly Column<NumberList>[] = [
  { id: 'name', label: 'List', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'file', label: 'File', text: (list) => list.file_name, class: 'muted long', hidden: true },
  { id: 'state', label: 'State', text: ({ status }) => LIST_WORDS[status] },
  { id: 'rows', label: 'Rows', count: ({ rows }) => rows },
  { id: 'duplicates', label: 'Duplicates', count: ({ duplicates }) => duplicates, class: 'muted' },
  { id: 'rejected', label: 'Rejected', count: ({ rejected }) => rejected },
  { id: 'suppressed', label: 'Suppressed', count: ({ suppressed }) => suppressed, class: 'muted' },
  { id: 'uploaded', label: 'Uploaded', time: (list) => list.created_at, class: 'end' },
];

@Component({
  selector: 'sb-number-lists-page',
  imports: [Cell, Decimals, EmptyState, FileDrop, List, PageHeader, Progress, RouterLink, StateChip],
  templateUrl: './number-lists.page.html',
  styleUrl: './number-lists.page.scss',
})
export class NumberListsPage {
  private readonly api = inject(NumberListsApi);
  private readonly removal = inject(ListRemoval);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  protected readonly session = inject(SessionStore);

  protected readonly list = pageList<NumberList>({
    name: 'number-lists',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
    every: 10_000,
    hints: this.live.opened,
  });
  protected readonly columns = COLUMNS;
  protected readonly tones = LIST_TONES;
  protected readonly words = LIST_WORDS;
  protected readonly sizeText = sizeText;
  protected readonly accept = LIST_FILES;
  protected readonly nameOf = ({ name }: NumberList) => name;
  protected readonly actionsOf = (list: NumberList): RowAction[] => {
    const isImporting = list.status === 'importing';
    const saves: RowAction[] = [
      { label: 'Open', icon: 'eye', link: ['/number-lists', list.id] },
      {
        label: 'Download the rows',
        icon: 'download',
        disabled: isImporting,
        run: () => this.acts.try(() => this.api.saveRows(list)),
      },
      {
        label: 'Download what was rejected',
        icon: 'download',
        disabled: isImporting || list.rejected === 0,
        run: () => this.acts.try(() => this.api.saveRejects(list)),
      },
    ];
    if (!this.session.can('number-lists.write')) return saves;
    return [...saves, { label: 'Delete', icon: 'trash', run: () => this.remove([list]) }];
  };
  protected readonly bulk = computed<readonly BulkAction<NumberList>[]>(() =>
    this.session.can('number-lists.write')
      ? [{ label: 'Delete', icon: 'trash', run: (lists) => this.remove(lists) }]
      : [],
  );

  constructor() {
    this.live.lists.pipe(takeUntilDestroyed()).subscribe((progress) => {
      // One that somebody else uploaded is not here yet.
      if (this.list.rows()?.some(({ id }) => id === progress.id)) {
        this.list.update((lists) => lists.map((list) => withProgress(list, progress)));
      } else void this.list.refresh();
    });
  }

  protected async upload(file: File | null): Promise<void> {
    const dialog = () => import('../ui/list-upload.dialog').then((m) => m.ListUploadDialog);
    // A click beside the dialog must not break off an upload.
    const list = await this.dialogs.open<NumberList>(dialog, { data: file, needs: 'number-lists.write', held: true });
    if (list !== null) await this.router.navigate(['/number-lists', list.id]);
  }

  private async remove(lists: readonly NumberList[]): Promise<boolean> {
    const isDone = await this.removal.ask(lists);
    await this.list.refresh();
    return isDone;
  }
}
