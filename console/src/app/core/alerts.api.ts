import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Alert, AlertDetail, AlertSummary } from '@signalbox/contracts/alerts';
import type { NewSilence, Silence } from '@signalbox/contracts/alert-channels';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from './api';

/** What is wrong, and what nobody is told of; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class AlertsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/alerts`;
  private readonly silencesUrl = `${API}/silences`;

  list({ limit, cursor }: PageOf, filter: Record<string, string>): Promise<Page<Alert>> {
    return firstValueFrom(this.http.get<Page<Alert>>(this.url, { params: queryOf({ limit, cursor, ...filter }) }));
  }

  summary(): Promise<AlertSummary> {
    return firstValueFrom(this.http.get<AlertSummary>(`${this.url}/summary`));
  }

  get(id: number): Promise<AlertDetail> {
    return firstValueFrom(this.http.get<AlertDetail>(`${this.url}/${id}`));
  }

  acknowledge(id: number): Promise<AlertDetail> {
    return firstValueFrom(this.http.post<AlertDetail>(`${this.url}/${id}/acknowledge`, {}));
  }

  resolve(id: number): Promise<AlertDetail> {
    return firstValueFrom(this.http.post<AlertDetail>(`${this.url}/${id}/resolve`, {}));
  }

  silences({ limit, cursor }: PageOf): Promise<Page<Silence>> {
    return firstValueFrom(this.http.get<Page<Silence>>(this.silencesUrl, { params: queryOf({ limit, cursor }) }));
  }

  silence(silence: NewSilence): Promise<Silence> {
    return firstValueFrom(this.http.post<Silence>(this.silencesUrl, silence));
  }

  endSilence(id: number): Promise<Silence> {
    return firstValueFrom(this.http.post<Silence>(`${this.silencesUrl}/${id}/end`, {}));
  }
}
