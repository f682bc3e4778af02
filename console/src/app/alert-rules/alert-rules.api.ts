import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AlertChannel,
  AlertChannelChange,
  MadeAlertChannel,
  NewAlertChannel,
} from '@signalbox/contracts/alert-channels';
import type { AlertPreview, AlertRule, AlertRuleChange, NewAlertRule } from '@signalbox/contracts/alerts';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

/** What is watched, and how people are told; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class AlertRulesApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/alert-rules`;
  private readonly channelsUrl = `${API}/alert-channels`;

  list({ limit, cursor }: PageOf): Promise<Page<AlertRule>> {
    return firstValueFrom(this.http.get<Page<AlertRule>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  create(rule: Partial<NewAlertRule>): Promise<AlertRule> {
    return firstValueFrom(this.http.post<AlertRule>(this.url, rule));
  }

  change(id: number, change: AlertRuleChange): Promise<AlertRule> {
    return firstValueFrom(this.http.patch<AlertRule>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  preview(rule: Partial<NewAlertRule>): Promise<AlertPreview> {
    return firstValueFrom(this.http.post<AlertPreview>(`${this.url}/preview`, rule));
  }

  channels({ limit, cursor }: PageOf): Promise<Page<AlertChannel>> {
    return firstValueFrom(this.http.get<Page<AlertChannel>>(this.channelsUrl, { params: queryOf({ limit, cursor }) }));
  }

  createChannel(channel: Partial<NewAlertChannel>): Promise<MadeAlertChannel> {
    return firstValueFrom(this.http.post<MadeAlertChannel>(this.channelsUrl, channel));
  }

  changeChannel(id: number, change: AlertChannelChange): Promise<AlertChannel> {
    return firstValueFrom(this.http.patch<AlertChannel>(`${this.channelsUrl}/${id}`, change));
  }

  removeChannel(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.channelsUrl}/${id}`));
  }

  testChannel(id: number): Promise<{ ok: boolean; note: string | null }> {
    return firstValueFrom(this.http.post<{ ok: boolean; note: string | null }>(`${this.channelsUrl}/${id}/test`, {}));
  }
}
