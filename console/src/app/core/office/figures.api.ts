import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { OfficeSummary, Revenue } from '@signalbox/contracts/office/figures';
import type { LedgerCheck } from '@signalbox/contracts/office/ledger';
import { firstValueFrom } from 'rxjs';
import { API, queryOf } from '../api';

/** Where the business stands; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class FiguresApi {
  private readonly http = inject(HttpClient);

  summary(): Promise<OfficeSummary> {
    return firstValueFrom(this.http.get<OfficeSummary>(`${API}/office/summary`));
  }

  /** Days as `2026-01-31`, both in. */
  revenue(days: { from: string; to: string }): Promise<Revenue> {
    return firstValueFrom(this.http.get<Revenue>(`${API}/revenue`, { params: queryOf(days) }));
  }

  /** What the last check of the books found. */
  ledgerCheck(): Promise<LedgerCheck> {
    return firstValueFrom(this.http.get<LedgerCheck>(`${API}/ledger/check`));
  }
}
