import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { NewSecondFactor, RecoveryCodes, SecondFactorState } from '@signalbox/contracts/auth';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

/** One's own second factor. */
@Injectable({ providedIn: 'root' })
export class ProfileApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/auth/second-factor`;

  secondFactor(): Promise<SecondFactorState> {
    return firstValueFrom(this.http.get<SecondFactorState>(this.url));
  }

  begin(password: string): Promise<NewSecondFactor> {
    return firstValueFrom(this.http.post<NewSecondFactor>(this.url, { password }));
  }

  confirm(code: string): Promise<RecoveryCodes> {
    return firstValueFrom(this.http.post<RecoveryCodes>(`${this.url}/confirm`, { code }));
  }

  renewCodes(code: string): Promise<RecoveryCodes> {
    return firstValueFrom(this.http.post<RecoveryCodes>(`${this.url}/recovery-codes`, { code }));
  }

  remove(code: string): Promise<unknown> {
    return firstValueFrom(this.http.post(`${this.url}/remove`, { code }));
  }
}
