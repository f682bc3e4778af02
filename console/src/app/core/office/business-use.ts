import { Injectable, inject, signal } from '@angular/core';
import { SessionStore } from '../session';
import { FiguresApi } from './figures.api';

const KEY = 'signalbox.business';

/**
 * Whether the business is used yet: its area has a place in the navigation from the first customer, ticket or lead on. Once
 * it is known to be, this browser remembers it and asks no more.
 */
@Injectable({ providedIn: 'root' })
export class BusinessUse {
  private readonly api = inject(FiguresApi);
  private readonly session = inject(SessionStore);
  private readonly known = signal(localStorage.getItem(KEY) === 'true');
  readonly used = this.known.asReadonly();

  /** Asks, where it is not known yet and the reader may know. */
  async look(): Promise<void> {
    if (this.known() || !this.session.can('office.read')) return;
    // What cannot be read is asked for again.
    const summary = await this.api.summary().catch(() => null);
    if (summary?.used !== true) return;
    localStorage.setItem(KEY, 'true');
    this.known.set(true);
  }
}
