import { signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Observable, merge, throttleTime } from 'rxjs';
import type { Live } from './live';
import { pollWhileVisible } from './polling';
import { failureOf, type Failure } from './problem';

const EVERY_MS = 5_000;

/** Hints that a list of channels is out of date: their workers told something, or they carried messages. */
export const channelHints = ({ mqtt, updates, opened }: Live): Observable<unknown> =>
  merge(mqtt, updates, opened).pipe(throttleTime(2_000, undefined, { leading: false, trailing: true }));

/** The rows of a page: read every few seconds while it is seen, and after each hint that they changed. */
export class LiveList<Row> {
  /** Null until they were read once. */
  readonly rows = signal<readonly Row[] | null>(null);
  readonly failure = signal<Failure | null>(null);

  private begun = 0;
  private answered = 0;

  /** To be made in an injection context, with which it ends. */
  constructor(
    private readonly read: () => Promise<{ data: Row[] }>,
    hints: Observable<unknown>,
  ) {
    pollWhileVisible(EVERY_MS, () => void this.load());
    hints.pipe(takeUntilDestroyed()).subscribe(() => void this.load());
  }

  readonly load = async (): Promise<void> => {
    const number = ++this.begun;
    try {
      const { data } = await this.read();
      if (this.isLate(number)) return;
      this.rows.set(data);
      this.failure.set(null);
    } catch (error) {
      if (!this.isLate(number)) this.failure.set(failureOf(error));
    }
  };

  /** Whether a read that began later was answered already. Not only the newest counts: on a slow line none would. */
  private isLate(number: number): boolean {
    if (number < this.answered) return true;
    this.answered = number;
    return false;
  }

  /** Changes what is shown, until it is read again. */
  update(change: (rows: readonly Row[]) => readonly Row[]): void {
    this.rows.update((rows) => rows && change(rows));
  }
}
