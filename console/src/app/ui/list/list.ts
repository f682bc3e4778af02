import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, contentChildren, inject, input, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { ListExports } from '../../core/list-exports';
import type { ListSource } from '../../core/paged-list';
import { Acts } from '../acts';
import { countText } from '../count';
import { EmptyState } from '../empty-state';
import { ErrorPanel } from '../error-panel';
import { Skeleton } from '../skeleton';
import { Time } from '../time';
import type { BulkAction, RowAction } from './action';
import { Cell } from './cell';
import { ColumnChoice, classOf, textOf, type Column } from './column';
import { csvOf, saveText } from './csv';
import { UnknownNames } from './unknown-names';

/** The most rows of a file: what a browser holds with ease. */
export const MOST_EXPORTED = 20_000;

/**
 * A list of a page: a table on a wide screen, a block a row on a phone. A room gives its columns and what can be done with
 * a row; filters (`sbFilters`) and what is said when there is nothing are its content.
 */
@Component({
  selector: 'sb-list',
  imports: [
    EmptyState,
    ErrorPanel,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuContent,
    MatMenuItem,
    MatMenuTrigger,
    NgTemplateOutlet,
    RouterLink,
    Skeleton,
    Time,
    UnknownNames,
  ],
  templateUrl: './list.html',
  styleUrl: './list.scss',
})
export class List<Row> {
  private readonly acts = inject(Acts);
  private readonly exports = inject(ListExports);

  readonly source = input.required<ListSource<Row>>();
  /** Names the choice of columns and the file. */
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly columns = input.required<readonly Column<Row>[]>();
  /** What a row is called where it is spoken of. */
  readonly nameOf = input.required<(row: Row) => string>();
  readonly actions = input<(row: Row) => readonly RowAction[]>(() => []);
  readonly bulk = input<readonly BulkAction<Row>[]>([]);
  /** `messages`: columns of fixed widths; on a phone without their names. */
  readonly look = input<'table' | 'messages'>('table');
  readonly rowClass = input<(row: Row) => string>(() => '');
  /** What a click somewhere in a row does. */
  readonly open = input<((row: Row) => void) | null>(null);
  /** Whether filters may be the reason that nothing is there. */
  readonly filtered = input(false);
  /** Whether it can be stored as a file; not where the page has a better one. */
  readonly exportable = input(true);

  private readonly cells = contentChildren<Cell<Row>>(Cell);
  private readonly templates = computed(() => new Map(this.cells().map((cell) => [cell.sbCell(), cell.template])));
  private readonly choice = computed(() => new ColumnChoice(this.name()));
  protected readonly choosable = computed(() => this.columns().filter(({ fixed }) => !fixed));
  protected readonly visible = computed(() => this.columns().filter((column) => !this.choice().hides(column)));
  /** Read once a row, also where the menu is open. */
  protected readonly lines = computed(() => {
    const actions = this.actions();
    return this.source()
      .rows()
      ?.map((row) => {
        const all = actions(row);
        return {
          row,
          key: this.source().keyOf(row),
          quick: all.filter(({ quick }) => quick),
          menu: all.some(({ quick }) => !quick),
        };
      });
  });
  protected readonly acting = computed(
    () => this.lines()?.some(({ quick, menu }) => menu || quick.length > 0) ?? false,
  );

  /** Whether a row has a button of its own beside its menu. */
  protected readonly both = computed(() => this.lines()?.some(({ quick, menu }) => menu && quick.length > 0) ?? false);

  private readonly picked = signal<ReadonlySet<string | number>>(new Set());
  /** Of what is picked, what is still there. */
  protected readonly selected = computed(() => this.lines()?.filter(({ key }) => this.picked().has(key)) ?? []);
  protected readonly isAll = computed(
    () => this.selected().length > 0 && this.selected().length === this.lines()?.length,
  );
  protected readonly busy = signal(false);
  protected readonly exporting = signal(false);

  protected readonly classOf = classOf;
  protected readonly textOf = textOf;

  protected templateOf(column: Column<Row>) {
    return this.templates().get(column.id) ?? null;
  }

  protected menuOf(row: Row): readonly RowAction[] {
    return this.actions()(row).filter(({ quick }) => !quick);
  }

  protected isHidden(column: Column<Row>): boolean {
    return this.choice().hides(column);
  }

  protected toggleColumn(column: Column<Row>): void {
    this.choice().toggle(column, this.columns());
  }

  protected isPicked(key: string | number): boolean {
    return this.picked().has(key);
  }

  protected pick(key: string | number): void {
    this.picked.update((picked) => {
      const next = new Set(picked);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }

  protected pickAll(all: boolean): void {
    this.picked.set(new Set(all ? this.lines()?.map(({ key }) => key) : []));
  }

  protected async runBulk(action: BulkAction<Row>): Promise<void> {
    this.busy.set(true);
    try {
      if (await action.run(this.selected().map(({ row }) => row))) this.pickAll(false);
    } finally {
      this.busy.set(false);
    }
  }

  protected openRow(event: Event, row: Row): void {
    const open = this.open();
    // Selecting text in a row is not a click on it, and its buttons have a purpose of their own.
    const isElsewhere = (event.target as Element).closest('a, button, input, label') !== null;
    if (open !== null && !isElsewhere && getSelection()?.toString() === '') open(row);
  }

  protected async save(): Promise<void> {
    this.exporting.set(true);
    await this.acts.try(async () => {
      const { rows, complete } = await this.source().all(MOST_EXPORTED);
      const columns = this.visible();
      await this.exports.tell(
        this.name(),
        rows.length,
        columns.map(({ label }) => label),
      );
      saveText(csvOf(columns, rows), `${this.name()}.csv`);
      if (!complete) this.acts.say(`The file has the first ${countText(MOST_EXPORTED)} rows`);
    });
    this.exporting.set(false);
  }
}
