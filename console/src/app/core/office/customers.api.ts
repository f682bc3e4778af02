import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Customer, CustomerChange, NewCustomer } from '@signalbox/contracts/office/customers';
import type { StatementLine } from '@signalbox/contracts/office/invoices';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';

export interface CustomerLimits {
  search?: string;
  status?: string;
}

/** Those who buy here; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class CustomersApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/customers`;

  list(limits: CustomerLimits, { limit, cursor }: PageOf): Promise<Page<Customer>> {
    const params = queryOf({ ...limits, limit, cursor });
    return firstValueFrom(this.http.get<Page<Customer>>(this.url, { params }));
  }

  get(id: number): Promise<Customer> {
    return firstValueFrom(this.http.get<Customer>(`${this.url}/${id}`));
  }

  /** `key` makes a repeated request harmless. */
  create(customer: NewCustomer, key: string): Promise<Customer> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<Customer>(this.url, customer, { headers }));
  }

  change(id: number, change: CustomerChange): Promise<Customer> {
    return firstValueFrom(this.http.patch<Customer>(`${this.url}/${id}`, change));
  }

  /** What moved the balance, newest first; days as `2026-01-31`, empty is no limit. */
  statement(id: number, days: { from: string; to: string }, { limit, cursor }: PageOf): Promise<Page<StatementLine>> {
    const params = queryOf({ ...days, limit, cursor });
    return firstValueFrom(this.http.get<Page<StatementLine>>(`${this.url}/${id}/statement`, { params }));
  }
}
