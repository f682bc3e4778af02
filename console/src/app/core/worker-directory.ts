import { HttpClient } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Worker } from '@signalbox/contracts/workers';
import { API } from './api';

/** The workers, for forms that choose one; read when one asks for them. */
@Injectable({ providedIn: 'root' })
export class WorkerDirectory {
  private readonly http = inject(HttpClient);
  private readonly workers = signal<readonly Worker[]>([]);

  readonly all = this.workers.asReadonly();

  refresh(): void {
    this.http.get<Page<Worker>>(`${API}/workers`).subscribe({
      next: (page) => this.workers.set(page.data),
      // What is chosen already can be kept without them.
      error: () => undefined,
    });
  }
}
