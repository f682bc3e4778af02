import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Login, Session } from '@signalbox/contracts/auth';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly http = inject(HttpClient);

  login(login: Login): Promise<Session> {
    return firstValueFrom(this.http.post<Session>(`${API}/auth/login`, login));
  }
}
