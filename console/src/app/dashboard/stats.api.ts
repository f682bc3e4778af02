import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { StatsSummary, Throughput } from '@signalbox/contracts/stats';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class StatsApi {
  private readonly http = inject(HttpClient);

  /** @param from where the reader's day began, in epoch milliseconds */
  summary(from: number): Promise<StatsSummary> {
    const params = { today_from: new Date(from).toISOString() };
    return firstValueFrom(this.http.get<StatsSummary>(`${API}/stats/summary`, { params }));
  }

  throughput(minutes: number): Promise<Throughput> {
    return firstValueFrom(this.http.get<Throughput>(`${API}/stats/throughput`, { params: { minutes } }));
  }
}
