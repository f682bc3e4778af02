import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Page } from '@signalbox/contracts/common';
import type { Worker } from '@signalbox/contracts/workers';
import { firstValueFrom, merge } from 'rxjs';
import { API } from '../core/api';
import { Live } from '../core/live';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';

@Component({
  selector: 'sb-workers-page',
  imports: [Count, EmptyState, ErrorPanel, PageHeader, Skeleton, StateChip, Time],
  templateUrl: './workers.page.html',
})
export class WorkersPage {
  private readonly http = inject(HttpClient);
  protected readonly workers = signal<readonly Worker[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    pollWhileVisible(5_000, () => void this.load());
    const live = inject(Live);
    merge(live.mqtt, live.resumed)
      .pipe(takeUntilDestroyed())
      .subscribe(() => void this.load());
  }

  protected async load(): Promise<void> {
    try {
      const page = await firstValueFrom(this.http.get<Page<Worker>>(`${API}/workers`));
      this.workers.set(page.data);
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
