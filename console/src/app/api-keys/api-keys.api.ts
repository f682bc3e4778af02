import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { ApiKey, CreatedApiKey, NewApiKey } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

@Injectable({ providedIn: 'root' })
export class ApiKeysApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/api-keys`;

  /** One's own keys, or those of everybody. */
  list(all: boolean, { limit, cursor }: PageOf): Promise<Page<ApiKey>> {
    const params = queryOf({ all: all ? 'true' : null, limit, cursor });
    return firstValueFrom(this.http.get<Page<ApiKey>>(this.url, { params }));
  }

  /** Signs an account out everywhere. */
  endSessions(userId: number, keys: boolean): Promise<unknown> {
    return firstValueFrom(this.http.post(`${API}/users/${userId}/end-sessions`, { keys }));
  }

  create(key: NewApiKey): Promise<CreatedApiKey> {
    return firstValueFrom(this.http.post<CreatedApiKey>(this.url, key));
  }

  revoke(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }
}
