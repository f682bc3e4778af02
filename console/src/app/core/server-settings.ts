import { HttpClient } from '@angular/common/http';
import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Settings } from '@signalbox/contracts/settings';
import { firstValueFrom } from 'rxjs';
import { API } from './api';
import { SessionStore } from './session';

/** What of the server's settings says how it takes what is sent. */
@Injectable({ providedIn: 'root' })
export class ServerSettings {
  private readonly http = inject(HttpClient);
  private readonly settings = signal<Settings | null>(null);

  /** Whether typographic characters give way where a message does not say; until that is known, they do not. */
  readonly smartEncoding = computed(() => this.settings()?.smart_encoding ?? false);

  /** The country of numbers without a country's code, ISO 3166; empty until that is known. */
  readonly defaultCountry = computed(() => this.settings()?.default_country ?? '');

  /** For how many days messages are kept once they are over; null is for good, and until that is known. */
  readonly messagesKeptDays = computed(() => this.settings()?.messages_kept_days ?? null);

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      if (session.signedIn()) untracked(() => void this.refresh());
    });
  }

  /** Asks for them anew: somebody has changed them. */
  async refresh(): Promise<void> {
    try {
      this.settings.set(await firstValueFrom(this.http.get<Settings>(`${API}/settings`)));
    } catch {
      // Older servers have none.
    }
  }
}
