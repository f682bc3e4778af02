import { Injectable, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { failureOf, lineOf } from '../core/problem';

/** Does what a page is asked for, and says in a line below what became of it. */
@Injectable({ providedIn: 'root' })
export class Acts {
  private readonly snackBar = inject(MatSnackBar);

  /** @returns whether it was done */
  async do(action: () => Promise<unknown>, done: string): Promise<boolean> {
    const isDone = await this.try(action);
    if (isDone) this.say(done);
    return isDone;
  }

  /** The same without a word when it went well. */
  async try(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  /** One after the other, each on its own: what one cannot does not keep the others from it. */
  async each<Row>(rows: readonly Row[], action: (row: Row) => Promise<unknown>, done: string): Promise<boolean> {
    let failed = 0;
    let reason = '';
    for (const row of rows) {
      try {
        await action(row);
      } catch (error) {
        failed++;
        reason ||= wordsOf(error);
      }
    }
    if (failed === 0) this.say(rows.length === 1 ? done : `${done}: ${rows.length}`);
    else this.refuse(rows.length === 1 ? reason : `${failed} of ${rows.length} could not be done. ${reason}`);
    return failed === 0;
  }

  say(words: string): void {
    this.snackBar.open(words, undefined, { duration: 3_000 });
  }

  /** What the server says in words needs no status name before it. */
  complain(error: unknown): void {
    this.refuse(wordsOf(error));
  }

  refuse(words: string): void {
    this.snackBar.open(words, 'Close', { duration: 8_000 });
  }

  /** Takes back what is said. */
  hush(): void {
    this.snackBar.dismiss();
  }
}

function wordsOf(error: unknown): string {
  const failure = failureOf(error);
  const words = [failure.detail, ...failure.errors.map(({ message }) => message)].filter(Boolean).join(' ');
  return failure.status > 0 && words ? words : lineOf(failure);
}
