import { computed, effect, inject, signal, type Signal, type WritableSignal } from '@angular/core';
import type { ListSource } from './paged-list';
import { Places } from './places';
import type { Failure } from './problem';

export interface LocalReading<Row> {
  /** What it is kept under while its reader is elsewhere; one a page. */
  name: string;
  rows: Signal<readonly Row[] | null>;
  failure: Signal<Failure | null>;
  load: () => Promise<void>;
  key: (row: Row) => string | number;
  /** Rows that are shown at a time. */
  size?: number;
}

/**
 * Rows that the console holds all of, shown some at a time; Back finds as many of them as there were. To be made in an
 * injection context, with which it ends.
 */
export class LocalList<Row> implements ListSource<Row> {
  private readonly length: WritableSignal<number>;
  private readonly reads = signal(0);
  private readonly size: number;

  readonly rows = computed(() => this.reading.rows()?.slice(0, this.length()) ?? null);
  readonly more = computed(() => (this.reading.rows()?.length ?? 0) > this.length());
  readonly loading = computed(() => this.reads() > 0);
  readonly failure: Signal<Failure | null>;

  constructor(private readonly reading: LocalReading<Row>) {
    this.failure = reading.failure;
    this.size = reading.size ?? 100;
    const places = inject(Places);
    const kept = places.take(reading.name) as number | undefined;
    this.length = signal(kept ?? this.size);
    places.keep(reading.name, () => this.length());
    const isThere = computed(() => this.rows() !== null);
    effect(() => {
      if (isThere()) places.drawn();
    });
  }

  keyOf(row: Row): string | number {
    return this.reading.key(row);
  }

  async refresh(): Promise<void> {
    this.reads.update((reads) => reads + 1);
    try {
      await this.reading.load();
    } finally {
      this.reads.update((reads) => reads - 1);
    }
  }

  readOn(): Promise<void> {
    this.length.update((length) => length + this.size);
    return Promise.resolve();
  }

  all(limit: number): Promise<{ rows: readonly Row[]; complete: boolean }> {
    const rows = this.reading.rows() ?? [];
    return Promise.resolve({ rows: rows.slice(0, limit), complete: rows.length <= limit });
  }
}
