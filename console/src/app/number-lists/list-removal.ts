import { Injectable, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { NumberListsApi } from '../core/number-lists.api';
import { failureOf, lineOf } from '../core/problem';
import { Confirm } from '../ui/confirm-dialog';
import { countText } from '../ui/count';

/** Deletes a list after asking; says in the server's words why one that is used stays. */
@Injectable({ providedIn: 'root' })
export class ListRemoval {
  private readonly api = inject(NumberListsApi);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  /** Whether it is gone. */
  async ask({ id, name, rows, status }: NumberList): Promise<boolean> {
    const question = {
      title: `Delete “${name}”?`,
      text:
        status === 'importing'
          ? 'Its import is broken off, and what came in so far is gone.'
          : `Its ${countText(rows)} rows are gone for good. Messages that were sent to them stay.`,
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return false;
    try {
      await this.api.remove(id);
      this.snackBar.open('Deleted', undefined, { duration: 3_000 });
      return true;
    } catch (error) {
      const failure = failureOf(error);
      this.snackBar.open(failure.detail || lineOf(failure), 'Close', { duration: 8_000 });
      return false;
    }
  }
}
