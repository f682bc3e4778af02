import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { ApiKey, CreatedApiKey, NewApiKey } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class ApiKeysApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/api-keys`;

  list(): Promise<Page<ApiKey>> {
    return firstValueFrom(this.http.get<Page<ApiKey>>(this.url));
  }

  create(key: NewApiKey): Promise<CreatedApiKey> {
    return firstValueFrom(this.http.post<CreatedApiKey>(this.url, key));
  }

  revoke(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }
}
