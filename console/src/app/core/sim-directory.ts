import { HttpClient } from '@angular/common/http';
import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Page } from '@signalbox/contracts/common';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { merge, throttleTime } from 'rxjs';
import { API } from './api';
import { Live } from './live';
import { SessionStore } from './session';

/** A SIM card in a few words: its label, its number, or both. */
export const simName = (sim: Pick<SimCard, 'id' | 'label' | 'number'>): string =>
  [sim.label, sim.number].filter(Boolean).join(' · ') || `SIM ${sim.id}`;

/** The SIM cards by name, for pages that show or choose a sender. Empty for who may not see them. */
@Injectable({ providedIn: 'root' })
export class SimDirectory {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly cards = signal<readonly SimCard[]>([]);
  private readonly names = computed(() => new Map(this.cards().map((sim) => [sim.id, sim.label ?? simName(sim)])));

  readonly all = this.cards.asReadonly();

  constructor() {
    effect(() => {
      if (this.session.allows('monitor')) untracked(() => this.reload());
      else this.cards.set([]);
    });
    // Workers bring SIM cards with them; and after a cut the first read may never have come through.
    const live = inject(Live);
    merge(live.mqtt, live.resumed)
      .pipe(throttleTime(2_000, undefined, { leading: false, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        if (this.session.allows('monitor')) this.reload();
      });
  }

  nameOf(id: number | null): string | null {
    return id === null ? null : (this.names().get(id) ?? `SIM ${id}`);
  }

  reload(): void {
    this.http.get<Page<SimCard>>(`${API}/sim-cards`, { params: { limit: 500 } }).subscribe({
      next: (page) => this.cards.set(page.data),
      // Names are a help, not a need: without them the ids are shown.
      error: () => undefined,
    });
  }
}
