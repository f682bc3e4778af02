import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type {
  DraftChange,
  Invoice,
  InvoiceDetail,
  NewCreditNote,
  NewInvoice,
} from '@signalbox/contracts/office/invoices';
import type { TaxReport } from '@signalbox/contracts/office/tax-reports';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';

export interface InvoiceLimits {
  customer_id?: number | string;
  status?: string;
  open?: string;
  since?: string;
  until?: string;
}

/** Invoices; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class InvoicesApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/invoices`;

  list(limits: InvoiceLimits, { limit, cursor }: PageOf): Promise<Page<Invoice>> {
    const params = queryOf({ ...limits, limit, cursor });
    return firstValueFrom(this.http.get<Page<Invoice>>(this.url, { params }));
  }

  get(id: number): Promise<InvoiceDetail> {
    return firstValueFrom(this.http.get<InvoiceDetail>(`${this.url}/${id}`));
  }

  /** What the tax authority knows of it. */
  taxReport(id: number): Promise<TaxReport> {
    return firstValueFrom(this.http.get<TaxReport>(`${this.url}/${id}/tax-report`));
  }

  /** `key` makes a repeated request harmless. */
  create(invoice: NewInvoice, key: string): Promise<InvoiceDetail> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<InvoiceDetail>(this.url, invoice, { headers }));
  }

  /** Writes a draft anew; refused when somebody else did since it was read. */
  rewrite(id: number, draft: DraftChange): Promise<InvoiceDetail> {
    return firstValueFrom(this.http.put<InvoiceDetail>(`${this.url}/${id}`, draft));
  }

  issue(id: number): Promise<InvoiceDetail> {
    return firstValueFrom(this.http.post<InvoiceDetail>(`${this.url}/${id}/issue`, {}));
  }

  /** Void it, or give up what is open of it. */
  end(id: number, how: 'void' | 'write-off', reason: string): Promise<InvoiceDetail> {
    return firstValueFrom(this.http.post<InvoiceDetail>(`${this.url}/${id}/${how}`, { reason }));
  }

  credit(id: number, note: NewCreditNote, key: string): Promise<InvoiceDetail> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<InvoiceDetail>(`${this.url}/${id}/credit-notes`, note, { headers }));
  }
}
