import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { NumberList, NumberListProgress, NumberListRow } from '@signalbox/contracts/number-lists';
import { firstValueFrom, type Observable } from 'rxjs';
import { API, queryOf, type PageOf } from './api';
import { Transfer, type UploadState } from './transfer';

/** The endings of files that are taken. */
export const LIST_FILES = '.csv,.tsv,.txt,.xlsx,.gz';

/** What is said of a file that is uploaded; empty is left to the server. */
export interface UploadOptions {
  name: string;
  /** ISO 3166-1 alpha-2. */
  default_country: string;
  number_column: string;
  has_header: '' | 'true' | 'false';
  /** A line from 1. */
  header_line: string;
  country_column: string;
  /** A name of `ENCODINGS`. */
  encoding: string;
  skip_hidden: '' | 'true';
}

/** The form of an upload: the fields that say something, then the file, so that they are known when it comes. */
export function uploadForm(file: File, options: UploadOptions): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(queryOf({ ...options }))) form.append(field, value);
  form.append('file', file, file.name);
  return form;
}

/** A list as it is after this piece of news. */
export const withProgress = (list: NumberList, progress: NumberListProgress): NumberList => {
  if (list.id !== progress.id) return list;
  const { status, reason, percent, read, rows, duplicates, rejected, suppressed } = progress;
  // An answer that says how it ended is not taken back by news from before.
  if (list.status !== 'importing' && status === 'importing') return list;
  return { ...list, status, reason, percent, read, rows, duplicates, rejected, suppressed };
};

/** The number lists' part of the REST API; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class NumberListsApi {
  private readonly http = inject(HttpClient);
  private readonly transfer = inject(Transfer);
  private readonly url = `${API}/number-lists`;

  /** Newest first. */
  list({ limit, cursor }: PageOf): Promise<Page<NumberList>> {
    return firstValueFrom(this.http.get<Page<NumberList>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  get(id: string): Promise<NumberList> {
    return firstValueFrom(this.http.get<NumberList>(`${this.url}/${id}`));
  }

  rows(id: string, { limit, cursor }: PageOf): Promise<Page<NumberListRow>> {
    const params = queryOf({ limit, cursor });
    return firstValueFrom(this.http.get<Page<NumberListRow>>(`${this.url}/${id}/rows`, { params }));
  }

  upload(file: File, options: UploadOptions): Observable<UploadState<NumberList>> {
    return this.transfer.upload(this.url, uploadForm(file, options));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  saveRows({ id, name }: NumberList): Promise<void> {
    return this.transfer.save(`${this.url}/${id}/rows.csv`, `${name}.csv`);
  }

  saveRejects({ id, name }: NumberList): Promise<void> {
    return this.transfer.save(`${this.url}/${id}/rejects`, `${name} - rejected.csv`);
  }
}
