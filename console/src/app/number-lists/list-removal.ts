import { Injectable, inject } from '@angular/core';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { NumberListsApi } from '../core/number-lists.api';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { countText } from '../ui/count';

/** Deletes lists after asking; says in the server's words why one that is used stays. */
@Injectable({ providedIn: 'root' })
export class ListRemoval {
  private readonly api = inject(NumberListsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);

  /** Whether they are gone. */
  async ask(lists: readonly NumberList[]): Promise<boolean> {
    const [first] = lists;
    if (first === undefined) return false;
    const rows = lists.reduce((sum, list) => sum + list.rows, 0);
    const question = {
      title: lists.length === 1 ? `Delete “${first.name}”?` : `Delete ${lists.length} lists?`,
      text:
        lists.length === 1 && first.status === 'importing'
          ? 'Its import is broken off, and what came in so far is gone.'
          : `${lists.length === 1 ? 'Its' : 'Their'} ${countText(rows)} rows are gone for good. Messages that were sent to them stay.`,
      action: 'Delete',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return false;
    return this.acts.each(lists, ({ id }) => this.api.remove(id), 'Deleted');
  }
}
