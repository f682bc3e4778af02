import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { NewUser, User, UserChange } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

@Injectable({ providedIn: 'root' })
export class UsersApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/users`;

  list({ limit, cursor }: PageOf): Promise<Page<User>> {
    return firstValueFrom(this.http.get<Page<User>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  create(user: NewUser): Promise<User> {
    return firstValueFrom(this.http.post<User>(this.url, user));
  }

  change(id: number, change: UserChange): Promise<User> {
    return firstValueFrom(this.http.patch<User>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  endSessions(id: number, keys: boolean): Promise<unknown> {
    return firstValueFrom(this.http.post(`${this.url}/${id}/end-sessions`, { keys }));
  }

  removeSecondFactor(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}/second-factor`));
  }
}
