import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type {
  NewSuppression,
  Suppression,
  SuppressionImport,
  SuppressionImportResult,
} from '@signalbox/contracts/suppression';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from './api';
import { Transfer } from './transfer';

@Injectable({ providedIn: 'root' })
export class SuppressionsApi {
  private readonly http = inject(HttpClient);
  private readonly transfer = inject(Transfer);
  private readonly url = `${API}/suppressions`;

  /** By number; with `number`, that one only. */
  list(number: string, { limit, cursor }: PageOf): Promise<Page<Suppression>> {
    const params = queryOf({ number, limit, cursor });
    return firstValueFrom(this.http.get<Page<Suppression>>(this.url, { params }));
  }

  add(suppression: NewSuppression): Promise<Suppression> {
    return firstValueFrom(this.http.post<Suppression>(this.url, suppression));
  }

  import(body: SuppressionImport): Promise<SuppressionImportResult> {
    return firstValueFrom(this.http.post<SuppressionImportResult>(`${this.url}/import`, body));
  }

  /** A file that a number list could be of. */
  async importFile(file: File, note: string): Promise<SuppressionImportResult> {
    const form = new FormData();
    if (note !== '') form.set('note', note);
    form.set('file', file);
    const state = await lastValueFrom(this.transfer.upload<SuppressionImportResult>(`${this.url}/import/file`, form));
    if (!state.done) throw new Error('The upload was cut off.');
    return state.answer;
  }

  remove(number: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${encodeURIComponent(number)}`));
  }

  save(): Promise<void> {
    return this.transfer.save(`${this.url}.csv`, 'suppressions.csv');
  }
}
