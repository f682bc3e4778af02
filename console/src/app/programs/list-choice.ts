import { Injectable, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { NumberList, NumberListRow } from '@signalbox/contracts/number-lists';
import { allPages } from '../core/all-pages';
import { Live } from '../core/live';
import { NumberListsApi, withProgress } from '../core/number-lists.api';
import { pollWhileVisible } from '../core/polling';

/** Rows that a text is shown with. */
const SAMPLE_ROWS = 3;
const POLL_MS = 5_000;

/** The lists that a program can be given, and the first rows of the one that is chosen. One a form. */
@Injectable()
export class ListChoice {
  private readonly api = inject(NumberListsApi);
  private readonly lists = signal<readonly NumberList[]>([]);
  private readonly chosen = signal<string | null>(null);
  private readonly sample = signal<readonly NumberListRow[]>([]);

  /** Newest first. */
  readonly all = this.lists.asReadonly();
  readonly list = computed(() => this.lists().find(({ id }) => id === this.chosen()) ?? null);
  readonly rows = this.sample.asReadonly();

  constructor() {
    const live = inject(Live);
    void this.load();
    live.lists.pipe(takeUntilDestroyed()).subscribe((progress) => {
      this.lists.update((lists) => lists.map((list) => withProgress(list, progress)));
      // With its end there are columns and rows.
      if (progress.id === this.chosen() && progress.status !== 'importing') void this.refresh(progress.id);
    });
    // What was missed while the socket was away.
    pollWhileVisible(POLL_MS, () => {
      const list = this.list();
      if (list?.status === 'importing') void this.refresh(list.id);
    });
  }

  async choose(id: string | null): Promise<void> {
    if (id === this.chosen()) return;
    this.chosen.set(id);
    this.sample.set([]);
    if (id !== null) await this.refresh(id);
  }

  /** One that was uploaded just now. */
  add(list: NumberList): void {
    this.lists.update((lists) => [list, ...lists.filter(({ id }) => id !== list.id)]);
  }

  private async load(): Promise<void> {
    const all = await allPages((page) => this.api.list(page)).catch(() => null);
    if (all === null) return;
    // The chosen one may be newer than the answer.
    const ids = new Set(all.map(({ id }) => id));
    this.lists.update((lists) => [...lists.filter(({ id }) => !ids.has(id)), ...all]);
  }

  /** Reads the chosen list anew, and its first rows when it has some; without them the form works as well. */
  private async refresh(id: string): Promise<void> {
    const list = await this.api.get(id).catch(() => null);
    if (list === null) return;
    this.lists.update((lists) =>
      lists.some((known) => known.id === id)
        ? lists.map((known) => (known.id === id ? list : known))
        : [list, ...lists],
    );
    if (list.status !== 'ready') return;
    const page = await this.api.rows(id, { limit: SAMPLE_ROWS, cursor: null }).catch(() => null);
    if (page !== null && id === this.chosen()) this.sample.set(page.data);
  }
}
