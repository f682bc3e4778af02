import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { AuditRow, AuditVerification } from '@signalbox/contracts/audit';
import type { Page } from '@signalbox/contracts/common';
import type { LogRow } from '@signalbox/contracts/logs';
import type { OutboxDetail, OutboxRow } from '@signalbox/contracts/outbox';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';
import { Transfer } from '../core/transfer';

/** What the list of changes is limited to; empty is no limit. */
export type AuditFilters = Readonly<Record<'user_id' | 'action' | 'subject_id' | 'since' | 'until', string>>;

@Injectable({ providedIn: 'root' })
export class LogsApi {
  private readonly http = inject(HttpClient);
  private readonly transfer = inject(Transfer);

  changes(filters: AuditFilters, { limit, cursor }: PageOf): Promise<Page<AuditRow>> {
    const params = queryOf({ ...queryFor(filters), limit, cursor });
    return firstValueFrom(this.http.get<Page<AuditRow>>(`${API}/audit`, { params }));
  }

  saveChanges(filters: AuditFilters): Promise<void> {
    const query = new URLSearchParams(queryOf(queryFor(filters))).toString();
    return this.transfer.save(`${API}/audit.csv${query && `?${query}`}`, 'audit-log.csv');
  }

  verify(): Promise<AuditVerification> {
    return firstValueFrom(this.http.get<AuditVerification>(`${API}/audit/verification`));
  }

  /** What leaves, newest first; empty is no limit. */
  outbox(filters: Readonly<Record<'status' | 'kind', string>>, { limit, cursor }: PageOf): Promise<Page<OutboxRow>> {
    const params = queryOf({ ...filters, limit, cursor });
    return firstValueFrom(this.http.get<Page<OutboxRow>>(`${API}/outbox`, { params }));
  }

  outboxItem(id: string): Promise<OutboxDetail> {
    return firstValueFrom(this.http.get<OutboxDetail>(`${API}/outbox/${id}`));
  }

  /** Once more at once, under its id. */
  replay(id: string): Promise<OutboxDetail> {
    return firstValueFrom(this.http.post<OutboxDetail>(`${API}/outbox/${id}/replay`, {}));
  }

  log({ limit, cursor }: PageOf): Promise<Page<LogRow>> {
    return firstValueFrom(this.http.get<Page<LogRow>>(`${API}/logs`, { params: queryOf({ limit, cursor }) }));
  }
}

const DAY_MS = 86_400_000;

/** Days of the reader's, as moments: the last one is in it. */
export function queryFor({ since, until, ...rest }: AuditFilters): Record<string, string> {
  const moment = (day: string, add: number): string => {
    const at = Date.parse(`${day}T00:00:00`);
    return Number.isNaN(at) ? '' : new Date(at + add).toISOString();
  };
  return { ...rest, since: moment(since, 0), until: moment(until, DAY_MS) };
}
