import { computed, signal, type Signal } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import { LARGEST_PAGE, type PageOf } from './api';
import { failureOf, type Failure } from './problem';

/** What a list shows and can do, wherever its rows come from. */
export interface ListSource<Row> {
  /** Null until they were read once. */
  readonly rows: Signal<readonly Row[] | null>;
  readonly failure: Signal<Failure | null>;
  readonly loading: Signal<boolean>;
  /** Whether there are rows that are not shown. */
  readonly more: Signal<boolean>;
  keyOf(row: Row): string | number;
  refresh(): Promise<void>;
  /** Shows the next rows, too. */
  readOn(): Promise<void>;
  /** All rows, also those that are not shown, up to so many; refusals are thrown as they came. */
  all(limit: number): Promise<{ rows: readonly Row[]; complete: boolean }>;
}

export interface PageRequest<Row> extends PageOf {
  /** The last row that is shown, when rows after it have left the screen and the cursor does not go on there. */
  after: Row | null;
}

/** What is kept of a list while its reader is on another page. */
export interface Loaded<Row> {
  rows: readonly Row[];
  cursor: string | null;
  trimmed: boolean;
}

export interface Reading<Row> {
  read: (request: PageRequest<Row>) => Promise<Page<Row>>;
  key: (row: Row) => string | number;
  /** Rows of a page. */
  size?: number;
}

type Change<Row> = (rows: readonly Row[]) => readonly Row[];

export const PAGE_SIZE = 50;

/**
 * The rows of one list, read page by page. One read is under way at a time, and what is asked for meanwhile comes after
 * it; so no late answer takes the place of a newer one. Nothing that was loaded leaves by being read again.
 */
export class PagedList<Row> implements ListSource<Row> {
  private readonly shown = signal<readonly Row[] | null>(null);
  private readonly cursor = signal<string | null>(null);
  private readonly reads = signal(0);
  private readonly trouble = signal<Failure | null>(null);
  private readonly trimmed = signal(false);
  private readonly size: number;
  private tail: Promise<void> = Promise.resolve();
  private busy = 0;
  private waiting: Promise<void> | null = null;
  /** Numbers the selections: what was asked for another one comes to nothing. */
  private selection = 0;
  /** What changed while an answer was on its way: the answer may be from before. */
  private meanwhile: Change<Row>[] = [];

  readonly rows = this.shown.asReadonly();
  readonly failure = this.trouble.asReadonly();
  readonly loading = computed(() => this.reads() > 0);
  readonly more = computed(() => this.cursor() !== null || this.trimmed());

  constructor(private readonly reading: Reading<Row>) {
    this.size = reading.size ?? PAGE_SIZE;
  }

  keyOf(row: Row): string | number {
    return this.reading.key(row);
  }

  /** Begins anew: another selection is asked for. It may have been shown before. */
  restart(before?: Loaded<Row>): Promise<void> {
    this.selection++;
    this.busy = 0;
    this.waiting = null;
    this.shown.set(before?.rows ?? null);
    this.cursor.set(before?.cursor ?? null);
    this.trimmed.set(before?.trimmed ?? false);
    return this.refresh();
  }

  /** Reads again what is shown, at least a page; it stays until the answer is there. */
  refresh(): Promise<void> {
    if (this.busy === 0) return this.queue(() => this.readAgain());
    this.waiting ??= this.queue(() => {
      this.waiting = null;
      return this.readAgain();
    });
    return this.waiting;
  }

  readOn(): Promise<void> {
    return this.queue(() => this.readNext());
  }

  /** Changes what is shown, until it is read again. */
  update(change: Change<Row>): void {
    if (this.loading()) this.meanwhile.push(change);
    this.shown.update((rows) => rows && change(rows));
  }

  /** Lets the last rows leave the screen; they are read again by `readOn`. */
  trim(length: number): void {
    const rows = this.shown();
    if (rows === null || rows.length <= length) return;
    this.shown.set(rows.slice(0, length));
    this.trimmed.set(true);
  }

  async all(limit: number): Promise<{ rows: readonly Row[]; complete: boolean }> {
    const { rows, cursor } = await this.pages(limit, limit);
    return { rows, complete: cursor === null };
  }

  /** What can be shown again later; null before the first answer. */
  loaded(): Loaded<Row> | null {
    const rows = this.shown();
    return rows && { rows, cursor: this.cursor(), trimmed: this.trimmed() };
  }

  restore({ rows, cursor, trimmed }: Loaded<Row>): void {
    this.shown.set(rows);
    this.cursor.set(cursor);
    this.trimmed.set(trimmed);
  }

  private readAgain(): Promise<void> {
    return this.take(async (take) => {
      const { length } = this.shown() ?? [];
      const { rows, cursor } = await this.pages(Math.max(this.size, length), length);
      take(() => {
        this.trimmed.set(false);
        this.cursor.set(cursor);
        this.shown.set(rows);
      });
    });
  }

  /** Until there is a row that was not shown yet. */
  private async readNext(): Promise<void> {
    const length = this.shown()?.length ?? 0;
    const { selection } = this;
    do await this.take((take) => this.readPage(take));
    while (
      selection === this.selection &&
      this.trouble() === null &&
      this.more() &&
      (this.shown()?.length ?? 0) === length
    );
  }

  private async readPage(take: (answer: () => void) => void): Promise<void> {
    if (!this.more()) return;
    const after = this.trimmed() ? (this.shown()?.at(-1) ?? null) : null;
    const request =
      after === null ? { limit: this.size, cursor: this.cursor() } : { limit: LARGEST_PAGE, cursor: null };
    const page = await this.reading.read({ ...request, after });
    take(() => {
      this.trimmed.set(false);
      this.cursor.set(page.next_cursor);
      this.shown.update((rows) => {
        const known = new Set(rows?.map((row) => this.keyOf(row)));
        return [...(rows ?? []), ...page.data.filter((row) => !known.has(this.keyOf(row)))];
      });
    });
  }

  /** The first rows: one page, and more while they are fewer than there have to be. */
  private async pages(most: number, least: number): Promise<{ rows: Row[]; cursor: string | null }> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const limit = Math.min(LARGEST_PAGE, most - rows.length);
      const page: Page<Row> = await this.reading.read({ limit, cursor, after: null });
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null && rows.length < least);
    return { rows, cursor };
  }

  /** Reads, and takes the answer unless another selection is shown by then. */
  private async take(read: (take: (answer: () => void) => void) => Promise<void>): Promise<void> {
    const { selection } = this;
    const isLate = () => selection !== this.selection;
    this.reads.update((reads) => reads + 1);
    this.meanwhile = [];
    try {
      await read((answer) => {
        if (isLate()) return;
        answer();
        this.trouble.set(null);
        const changes = this.meanwhile;
        this.shown.update((rows) => changes.reduce((after, change) => change(after), rows ?? []));
      });
    } catch (error) {
      if (!isLate()) this.trouble.set(failureOf(error));
    } finally {
      this.reads.update((reads) => reads - 1);
    }
  }

  /** At once when nothing is under way. */
  private queue(task: () => Promise<void>): Promise<void> {
    const { selection } = this;
    const begin = () => (selection === this.selection ? task() : Promise.resolve());
    const run = (this.busy++ === 0 ? begin() : this.tail.then(begin)).finally(() => {
      if (selection === this.selection) this.busy--;
    });
    this.tail = run;
    return run;
  }
}
