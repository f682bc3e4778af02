import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import type { Provider, ProviderAnswer, ProviderChange, ProviderTest } from '@signalbox/contracts/providers';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';
import type { ProviderRequest } from './provider-request';

@Injectable({ providedIn: 'root' })
export class ProvidersApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/providers`;

  list({ limit, cursor }: PageOf, online: string): Promise<Page<Provider>> {
    return firstValueFrom(this.http.get<Page<Provider>>(this.url, { params: queryOf({ online, limit, cursor }) }));
  }

  get(id: number): Promise<Provider> {
    return firstValueFrom(this.http.get<Provider>(`${this.url}/${id}`));
  }

  create(provider: ProviderRequest): Promise<Provider> {
    return firstValueFrom(this.http.post<Provider>(this.url, provider));
  }

  change(id: number, change: ProviderChange): Promise<Provider> {
    return firstValueFrom(this.http.patch<Provider>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  ask(id: number, question: 'test' | 'balance' | 'restart'): Promise<ProviderAnswer> {
    return firstValueFrom(this.http.post<ProviderAnswer>(`${this.url}/${id}/${question}`, {}));
  }

  sendTest(id: number, message: ProviderTest, key: string): Promise<AcceptedMessage> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<AcceptedMessage>(`${this.url}/${id}/send-test`, message, { headers }));
  }
}
