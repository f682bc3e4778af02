import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { SessionRow } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API } from './api';

/** Where somebody is signed in; null is the reader. */
@Injectable({ providedIn: 'root' })
export class SessionsApi {
  private readonly http = inject(HttpClient);

  async list(userId: number | null): Promise<SessionRow[]> {
    return (await firstValueFrom(this.http.get<Page<SessionRow>>(urlOf(userId)))).data;
  }

  end(userId: number | null, id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${urlOf(userId)}/${id}`));
  }
}

const urlOf = (userId: number | null): string =>
  userId === null ? `${API}/auth/sessions` : `${API}/users/${userId}/sessions`;
