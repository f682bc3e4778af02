import { computed, signal, type Signal } from '@angular/core';
import type { ListSource } from './paged-list';
import type { Failure } from './problem';

/** Rows that the console holds all of, shown some at a time. */
export class LocalList<Row> implements ListSource<Row> {
  private readonly length = signal(0);
  private readonly reads = signal(0);

  readonly rows = computed(() => this.every()?.slice(0, this.length()) ?? null);
  readonly more = computed(() => (this.every()?.length ?? 0) > this.length());
  readonly loading = computed(() => this.reads() > 0);

  constructor(
    private readonly every: Signal<readonly Row[] | null>,
    readonly failure: Signal<Failure | null>,
    private readonly load: () => Promise<void>,
    readonly keyOf: (row: Row) => string | number,
    private readonly size = 100,
  ) {
    this.length.set(size);
  }

  async refresh(): Promise<void> {
    this.reads.update((reads) => reads + 1);
    try {
      await this.load();
    } finally {
      this.reads.update((reads) => reads - 1);
    }
  }

  readOn(): Promise<void> {
    this.length.update((length) => length + this.size);
    return Promise.resolve();
  }

  all(limit: number): Promise<{ rows: readonly Row[]; complete: boolean }> {
    const rows = this.every() ?? [];
    return Promise.resolve({ rows: rows.slice(0, limit), complete: rows.length <= limit });
  }
}
