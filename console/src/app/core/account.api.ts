import { HttpClient, HttpHeaders } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { OwnChange, PasswordChange, Session, User } from '@signalbox/contracts/auth';
import { firstValueFrom } from 'rxjs';
import { API } from './api';

/** What the signed-in do with their own account. */
@Injectable({ providedIn: 'root' })
export class AccountApi {
  private readonly http = inject(HttpClient);

  /** Ends a token that the console holds no more; there is nothing to be done where that fails. */
  signOut(token: string): void {
    const headers = new HttpHeaders({ Authorization: `Bearer ${token}` });
    this.http.post(`${API}/auth/logout`, null, { headers }).subscribe({ error: () => undefined });
  }

  changePassword(change: PasswordChange): Promise<Session> {
    return firstValueFrom(this.http.post<Session>(`${API}/auth/password`, change));
  }

  changeOwn(change: OwnChange): Promise<User> {
    return firstValueFrom(this.http.patch<User>(`${API}/auth/me`, change));
  }

  /** Ends every token of an account, the one that asks too where it is one's own. */
  endSessions(userId: number, keys: boolean): Promise<unknown> {
    return firstValueFrom(this.http.post(`${API}/users/${userId}/end-sessions`, { keys }));
  }
}
