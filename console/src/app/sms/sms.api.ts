import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { AcceptedMessage, MessageDetail, NewMessage } from '@signalbox/contracts/messages';
import type { WaitingParts } from '@signalbox/contracts/workers';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

/** A new message as the API takes it: what has a default may be left out. */
export type MessageRequest = Pick<NewMessage, 'to' | 'text' | 'priority'> & Partial<NewMessage>;

/** The messages' part of the REST API; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class SmsApi {
  private readonly http = inject(HttpClient);

  get(id: string): Promise<MessageDetail> {
    return firstValueFrom(this.http.get<MessageDetail>(`${API}/messages/${encodeURIComponent(id)}`));
  }

  /** `key` makes a repeated request harmless: the same key sends once. */
  send(message: MessageRequest, key: string): Promise<AcceptedMessage> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<AcceptedMessage>(`${API}/messages`, message, { headers }));
  }

  /** How many messages that came in miss parts. */
  waitingParts(): Promise<WaitingParts> {
    return firstValueFrom(this.http.get<WaitingParts>(`${API}/inbox/waiting`));
  }

  /** Has them shown as they are; they come into the inbox. */
  showParts(): Promise<WaitingParts> {
    return firstValueFrom(this.http.post<WaitingParts>(`${API}/inbox/waiting/show`, {}));
  }

  cancel(id: string): Promise<unknown> {
    return firstValueFrom(this.http.post(`${API}/messages/${encodeURIComponent(id)}/cancel`, {}));
  }

  requeue(id: string): Promise<unknown> {
    return firstValueFrom(this.http.post(`${API}/messages/${encodeURIComponent(id)}/requeue`, {}));
  }
}
