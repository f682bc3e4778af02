import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { NewPair, Pair, PairChange, PairImport, PairImportResult } from '@signalbox/contracts/pairs';
import type { RoutePreview } from '@signalbox/contracts/routes';
import { firstValueFrom } from 'rxjs';
import { API, queryOf } from '../core/api';

@Injectable({ providedIn: 'root' })
export class PairsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/pairs`;

  get(id: string): Promise<Pair> {
    return firstValueFrom(this.http.get<Pair>(`${this.url}/${encodeURIComponent(id)}`));
  }

  create(pair: NewPair): Promise<Pair> {
    return firstValueFrom(this.http.post<Pair>(this.url, pair));
  }

  change(id: string, change: PairChange): Promise<Pair> {
    return firstValueFrom(this.http.patch<Pair>(`${this.url}/${id}`, change));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  import(body: PairImport): Promise<PairImportResult> {
    return firstValueFrom(this.http.post<PairImportResult>(`${this.url}/import`, body));
  }

  /** How a message to this number would go now. */
  preview(to: string): Promise<RoutePreview> {
    return firstValueFrom(this.http.get<RoutePreview>(`${API}/routes/preview`, { params: queryOf({ to }) }));
  }
}
