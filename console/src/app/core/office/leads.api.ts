import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Lead, LeadChange, NewLead } from '@signalbox/contracts/office/leads';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../api';

/** Those who may become customers; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class LeadsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/leads`;

  list(limits: { status: string; owner_id: string | number }, { limit, cursor }: PageOf): Promise<Page<Lead>> {
    return firstValueFrom(this.http.get<Page<Lead>>(this.url, { params: queryOf({ ...limits, limit, cursor }) }));
  }

  get(id: number): Promise<Lead> {
    return firstValueFrom(this.http.get<Lead>(`${this.url}/${id}`));
  }

  /** `key` makes a repeated request harmless. */
  create(lead: NewLead, key: string): Promise<Lead> {
    return firstValueFrom(this.http.post<Lead>(this.url, lead, { headers: { 'Idempotency-Key': key } }));
  }

  change(id: number, change: LeadChange): Promise<Lead> {
    return firstValueFrom(this.http.patch<Lead>(`${this.url}/${id}`, change));
  }

  /** Makes it a customer. */
  convert(id: number): Promise<Lead> {
    return firstValueFrom(this.http.post<Lead>(`${this.url}/${id}/convert`, {}));
  }
}
