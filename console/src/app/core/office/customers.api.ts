import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Customer, CustomerChange, CustomerImport, NewCustomer } from '@signalbox/contracts/office/customers';
import type { StatementLine } from '@signalbox/contracts/office/invoices';
import { firstValueFrom, type Observable } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';
import { Transfer, type UploadState } from '../transfer';

export interface CustomerLimits {
  search?: string;
  status?: string;
}

/** Those who buy here; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class CustomersApi {
  private readonly http = inject(HttpClient);
  private readonly transfer = inject(Transfer);
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

  /** Customers out of a file; answers when all of it is in, and the same file is taken once. */
  import(file: File): Observable<UploadState<CustomerImport>> {
    const form = new FormData();
    form.append('file', file, file.name);
    return this.transfer.upload(`${this.url}/import`, form);
  }

  saveRejects({ id, file_name: name }: CustomerImport): Promise<void> {
    return this.transfer.save(`${this.url}/imports/${id}/rejects.csv`, `${name} - rejected.csv`);
  }

  /** All of them within the limits, as a file that can be imported. */
  save(limits: CustomerLimits): Promise<void> {
    const query = new URLSearchParams(queryOf({ ...limits })).toString();
    return this.transfer.save(`${this.url}.csv${query && `?${query}`}`, 'customers.csv');
  }

  /** What moved the balance, newest first; days as `2026-01-31`, empty is no limit. */
  statement(id: number, days: { from: string; to: string }, { limit, cursor }: PageOf): Promise<Page<StatementLine>> {
    const params = queryOf({ ...days, limit, cursor });
    return firstValueFrom(this.http.get<Page<StatementLine>>(`${this.url}/${id}/statement`, { params }));
  }
}
