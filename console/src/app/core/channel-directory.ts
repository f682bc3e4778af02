import { HttpClient } from '@angular/common/http';
import { Directive, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom, merge, throttleTime } from 'rxjs';
import { allPages } from './all-pages';
import { API, queryOf } from './api';
import { Live } from './live';
import { SessionStore } from './session';

/** Channels of one kind by name, for pages that show or choose one. Empty for who may not see them. */
@Directive()
export abstract class ChannelDirectory<T extends { id: number; label: string | null }> {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly channels = signal<readonly T[]>([]);
  private readonly names = computed(
    () => new Map(this.channels().map((channel) => [channel.id, channel.label ?? this.describe(channel)])),
  );

  private reads = 0;

  readonly all = this.channels.asReadonly();

  protected abstract readonly path: 'sim-cards' | 'providers';
  /** What a channel without a label is called. */
  protected abstract describe(channel: Pick<T, 'id'>): string;

  constructor() {
    effect(() => {
      if (this.mayRead()) untracked(() => this.reload());
      else {
        this.reads++;
        this.channels.set([]);
      }
    });
    // Workers bring channels with them; and after a cut the first read may never have come through.
    const live = inject(Live);
    merge(live.workers, live.opened)
      .pipe(throttleTime(2_000, undefined, { leading: false, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        if (this.mayRead()) this.reload();
      });
  }

  nameOf(id: number | null): string | null {
    return id === null ? null : (this.names().get(id) ?? this.describe({ id }));
  }

  reload(): void {
    const read = ++this.reads;
    allPages((page) => firstValueFrom(this.http.get<Page<T>>(`${API}/${this.path}`, { params: queryOf({ ...page }) })))
      // A later read knows better.
      .then((channels) => read === this.reads && this.channels.set(channels))
      // Names are a help, not a need: without them the ids are shown.
      .catch(() => undefined);
  }

  private mayRead(): boolean {
    return this.session.can(`${this.path}.read`);
  }
}
