import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { ApiKey, User } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import type { Program } from '@signalbox/contracts/programs';
import type {
  NewWebhook,
  Redelivered,
  Redelivery,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDetail,
  WebhookWithSecret,
} from '@signalbox/contracts/webhooks';
import { firstValueFrom } from 'rxjs';
import { allPages } from '../core/all-pages';
import { API, queryOf, type PageOf } from '../core/api';
import type { Choice } from '../ui/choice-field';

export interface DeliverySelection {
  state?: string | null;
  type?: string | null;
}

/** Webhooks and their deliveries; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class WebhooksApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/webhooks`;

  list({ limit, cursor }: PageOf): Promise<Page<Webhook>> {
    return firstValueFrom(this.http.get<Page<Webhook>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  get(id: number): Promise<WebhookDetail> {
    return firstValueFrom(this.http.get<WebhookDetail>(`${this.url}/${id}`));
  }

  create(webhook: NewWebhook): Promise<WebhookWithSecret> {
    return firstValueFrom(this.http.post<WebhookWithSecret>(this.url, webhook));
  }

  change(id: number, change: WebhookChange): Promise<Webhook> {
    return firstValueFrom(this.http.patch<Webhook>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  rotate(id: number, keepHours: number): Promise<WebhookWithSecret> {
    return firstValueFrom(this.http.post<WebhookWithSecret>(`${this.url}/${id}/rotate`, { keep_hours: keepHours }));
  }

  test(id: number): Promise<WebhookDelivery> {
    return firstValueFrom(this.http.post<WebhookDelivery>(`${this.url}/${id}/test`, {}));
  }

  deliveries(
    id: number,
    { state, type }: DeliverySelection,
    { limit, cursor }: PageOf,
  ): Promise<Page<WebhookDelivery>> {
    const params = queryOf({ state, type, limit, cursor });
    return firstValueFrom(this.http.get<Page<WebhookDelivery>>(`${this.url}/${id}/deliveries`, { params }));
  }

  delivery(id: number, deliveryId: number): Promise<WebhookDeliveryDetail> {
    return firstValueFrom(this.http.get<WebhookDeliveryDetail>(`${this.url}/${id}/deliveries/${deliveryId}`));
  }

  /** What a filter can name. */
  async programs(): Promise<Choice[]> {
    return (await this.all<Program>('programs')).map(({ id, name }) => ({ value: id, label: name }));
  }

  async accounts(): Promise<Choice[]> {
    return (await this.all<User>('users')).map(({ id, username }) => ({ value: String(id), label: username }));
  }

  /** Of an account, the reader's own without one. */
  async keys(owner?: number): Promise<Choice[]> {
    const keys = await this.all<ApiKey>('api-keys', owner === undefined ? {} : { user_id: owner });
    return keys.map(({ id, name, hint }) => ({ value: String(id), label: `${name} (${hint}…)` }));
  }

  private all<Row>(what: string, filter: Record<string, number> = {}): Promise<Row[]> {
    return allPages((page) =>
      firstValueFrom(this.http.get<Page<Row>>(`${API}/${what}`, { params: queryOf({ ...filter, ...page }) })),
    );
  }

  redeliver(id: number, which: Redelivery): Promise<Redelivered> {
    return firstValueFrom(this.http.post<Redelivered>(`${this.url}/${id}/redeliver`, which));
  }
}
