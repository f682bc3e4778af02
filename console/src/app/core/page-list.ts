import { effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Observable } from 'rxjs';
import { PagedList, type Loaded, type Reading } from './paged-list';
import { Places } from './places';
import { pollWhileVisible } from './polling';

export interface PageReading<Row> extends Reading<Row> {
  /** What it is kept under while its reader is elsewhere; one a page. */
  name: string;
  /** A signal of what is asked for; a change of it begins the list anew. */
  selection?: () => unknown;
  /** How often it is read again while it is seen, in milliseconds. */
  every?: number;
  /** Hints that it is out of date. */
  hints?: Observable<unknown>;
}

/**
 * The list of a page: read at first, when its selection changes, after each hint and every few seconds; found again by
 * Back as it was left. To be made in an injection context, with which it ends.
 */
export function pageList<Row>(reading: PageReading<Row>): PagedList<Row> {
  const list = new PagedList(reading);
  const places = inject(Places);
  const { name, selection, every, hints } = reading;
  const kept = places.take(name) as Loaded<Row> | undefined;
  if (kept !== undefined) {
    list.restore(kept);
    places.drawn();
  }
  places.keep(name, () => list.loaded());

  const refresh = () => void list.refresh();
  if (every === undefined) refresh();
  else pollWhileVisible(every, refresh);
  hints?.pipe(takeUntilDestroyed()).subscribe(refresh);
  if (selection !== undefined) {
    let before = selection();
    effect(() => {
      const now = selection();
      if (now === before) return;
      before = now;
      // Back may lead to a selection that was shown before, on the same page.
      untracked(() => {
        const again = places.take(name) as Loaded<Row> | undefined;
        if (again !== undefined) places.drawn();
        void list.restart(again);
      });
    });
  }
  return list;
}
