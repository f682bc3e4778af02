import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { NewPayment, NewRefund, Payment, PaymentDetail } from '@signalbox/contracts/office/payments';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';

export interface PaymentLimits {
  customer_id?: number | string;
  invoice_id?: number | string;
  status?: string;
  method?: string;
  since?: string;
  until?: string;
}

/** Payments; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class PaymentsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/payments`;

  list(limits: PaymentLimits, { limit, cursor }: PageOf): Promise<Page<Payment>> {
    const params = queryOf({ ...limits, limit, cursor });
    return firstValueFrom(this.http.get<Page<Payment>>(this.url, { params }));
  }

  get(id: number): Promise<PaymentDetail> {
    return firstValueFrom(this.http.get<PaymentDetail>(`${this.url}/${id}`));
  }

  /** `key` makes a repeated request harmless. */
  create(payment: NewPayment, key: string): Promise<PaymentDetail> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<PaymentDetail>(this.url, payment, { headers }));
  }

  /** The money is here; a reference where it has none yet. */
  confirm(id: number, reference: string): Promise<PaymentDetail> {
    const body = reference === '' ? {} : { reference };
    return firstValueFrom(this.http.post<PaymentDetail>(`${this.url}/${id}/confirm`, body));
  }

  /** Puts what is left of it to an invoice, as much as is open. */
  allocate(id: number, invoiceId: number): Promise<PaymentDetail> {
    return firstValueFrom(this.http.post<PaymentDetail>(`${this.url}/${id}/allocate`, { invoice_id: invoiceId }));
  }

  cancel(id: number, reason: string): Promise<PaymentDetail> {
    return firstValueFrom(this.http.post<PaymentDetail>(`${this.url}/${id}/cancel`, { reason }));
  }

  refund(id: number, refund: NewRefund, key: string): Promise<PaymentDetail> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<PaymentDetail>(`${this.url}/${id}/refund`, refund, { headers }));
  }
}
