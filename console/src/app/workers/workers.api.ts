import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { NewWorker, Worker, WorkerCredentials, WorkerPing } from '@signalbox/contracts/workers';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class WorkersApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/workers`;

  /** All of them; the server knows no pages of workers. */
  async list(state = ''): Promise<Page<Worker>> {
    const { data } = await firstValueFrom(this.http.get<Page<Worker>>(this.url));
    const isKnown = data.some((worker) => worker.state === state) || ['online', 'hung', 'offline'].includes(state);
    return { data: isKnown ? data.filter((worker) => worker.state === state) : data, next_cursor: null };
  }

  enrol(worker: Partial<NewWorker>): Promise<WorkerCredentials> {
    return firstValueFrom(this.http.post<WorkerCredentials>(this.url, worker));
  }

  renewPassword(id: string): Promise<WorkerCredentials> {
    return firstValueFrom(this.http.post<WorkerCredentials>(`${this.one(id)}/password`, {}));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(this.one(id)));
  }

  ping(id: string): Promise<WorkerPing> {
    return firstValueFrom(this.http.post<WorkerPing>(`${this.one(id)}/ping`, {}));
  }

  private one(id: string): string {
    return `${this.url}/${encodeURIComponent(id)}`;
  }
}
