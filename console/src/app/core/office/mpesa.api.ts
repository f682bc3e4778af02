import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type {
  MpesaSettings,
  MpesaSettingsChange,
  MpesaTest,
  NewPush,
  Push,
  UnmatchedPayment,
} from '@signalbox/contracts/office/mpesa';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';

export interface PushLimits {
  customer_id: number;
  invoice_id?: number;
}

/** M-Pesa: how it is reached, whom it asks, and what came that belongs to nobody; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class MpesaApi {
  private readonly http = inject(HttpClient);
  private readonly settingsUrl = `${API}/settings/mpesa`;
  private readonly pushesUrl = `${API}/payments/pushes`;
  private readonly unmatchedUrl = `${API}/payments/unmatched`;

  settings(): Promise<MpesaSettings> {
    return firstValueFrom(this.http.get<MpesaSettings>(this.settingsUrl));
  }

  change(change: MpesaSettingsChange): Promise<MpesaSettings> {
    return firstValueFrom(this.http.put<MpesaSettings>(this.settingsUrl, change));
  }

  /** Signs in at M-Pesa with what is stored, and says what came of it. */
  test(): Promise<MpesaTest> {
    return firstValueFrom(this.http.post<MpesaTest>(`${this.settingsUrl}/test`, {}));
  }

  /** Tells M-Pesa where payments to the shortcode are told. */
  register(): Promise<MpesaTest> {
    return firstValueFrom(this.http.post<MpesaTest>(`${this.settingsUrl}/register-c2b`, {}));
  }

  /** Asks a phone for a payment. `key` makes a repeated request harmless. */
  push(push: NewPush, key: string): Promise<Push> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<Push>(this.pushesUrl, push, { headers }));
  }

  pushes(limits: PushLimits, { limit, cursor }: PageOf): Promise<Page<Push>> {
    const params = queryOf({ ...limits, limit, cursor });
    return firstValueFrom(this.http.get<Page<Push>>(this.pushesUrl, { params }));
  }

  unmatched(status: string, { limit, cursor }: PageOf): Promise<Page<UnmatchedPayment>> {
    const params = queryOf({ status, limit, cursor });
    return firstValueFrom(this.http.get<Page<UnmatchedPayment>>(this.unmatchedUrl, { params }));
  }

  /** Books it to a customer. */
  match(id: number, customerId: number): Promise<UnmatchedPayment> {
    return firstValueFrom(
      this.http.post<UnmatchedPayment>(`${this.unmatchedUrl}/${id}/match`, { customer_id: customerId }),
    );
  }

  dismiss(id: number, reason: string): Promise<UnmatchedPayment> {
    return firstValueFrom(this.http.post<UnmatchedPayment>(`${this.unmatchedUrl}/${id}/dismiss`, { reason }));
  }
}
