import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { StatsSummary, Throughput } from '@signalbox/contracts/stats';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class StatsApi {
  private readonly http = inject(HttpClient);

  summary(): Promise<StatsSummary> {
    return firstValueFrom(this.http.get<StatsSummary>(`${API}/stats/summary`));
  }

  throughput(minutes: number): Promise<Throughput> {
    return firstValueFrom(this.http.get<Throughput>(`${API}/stats/throughput`, { params: { minutes } }));
  }
}
