import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Attachment, Attachments, NewAttachment } from '@signalbox/contracts/office/attachments';
import type { CannedReply, FilledReply, NewCannedReply } from '@signalbox/contracts/office/canned-replies';
import type {
  NewReply,
  NewTicket,
  Reply,
  Ticket,
  TicketChange,
  TicketDetail,
} from '@signalbox/contracts/office/tickets';
import { firstValueFrom } from 'rxjs';
import { allPages } from '../all-pages';
import { API, queryOf, type PageOf } from '../api';

export interface TicketLimits {
  customer_id?: number | string;
  status?: string;
  priority?: string;
  assignee_id?: number | string;
  unassigned?: string;
  breached?: string;
  open?: string;
}

/** What customers want seen to; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class TicketsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/tickets`;
  private readonly readyUrl = `${API}/canned-replies`;

  list(limits: TicketLimits, { limit, cursor }: PageOf): Promise<Page<Ticket>> {
    const params = queryOf({ ...limits, limit, cursor });
    return firstValueFrom(this.http.get<Page<Ticket>>(this.url, { params }));
  }

  get(id: number): Promise<TicketDetail> {
    return firstValueFrom(this.http.get<TicketDetail>(`${this.url}/${id}`));
  }

  /** `key` makes a repeated request harmless. */
  create(ticket: NewTicket, key: string): Promise<Ticket> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<Ticket>(this.url, ticket, { headers }));
  }

  change(id: number, change: TicketChange): Promise<TicketDetail> {
    return firstValueFrom(this.http.patch<TicketDetail>(`${this.url}/${id}`, change));
  }

  /** Replies that are ready, newest first. */
  readyReplies({ limit, cursor }: PageOf): Promise<Page<CannedReply>> {
    return firstValueFrom(this.http.get<Page<CannedReply>>(this.readyUrl, { params: queryOf({ limit, cursor }) }));
  }

  allReadyReplies(): Promise<readonly CannedReply[]> {
    return allPages((page) => this.readyReplies(page));
  }

  /** A new one with null. */
  keepReady(id: number | null, reply: NewCannedReply): Promise<CannedReply> {
    return firstValueFrom(
      id === null
        ? this.http.post<CannedReply>(this.readyUrl, reply)
        : this.http.patch<CannedReply>(`${this.readyUrl}/${id}`, reply),
    );
  }

  async removeReady(id: number): Promise<void> {
    await firstValueFrom(this.http.delete<void>(`${this.readyUrl}/${id}`));
  }

  /** Files with a ticket, in their order. */
  async files(id: number): Promise<readonly Attachment[]> {
    return (await firstValueFrom(this.http.get<Attachments>(`${this.url}/${id}/attachments`))).data;
  }

  attach(id: number, file: NewAttachment, key: string): Promise<Attachment> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<Attachment>(`${this.url}/${id}/attachments`, file, { headers }));
  }

  fileUrl({ ticket_id: ticket, id }: Attachment): string {
    return `${this.url}/${ticket}/attachments/${id}`;
  }

  async removeFile(file: Attachment): Promise<void> {
    await firstValueFrom(this.http.delete<void>(this.fileUrl(file)));
  }

  /** One that is ready, filled for a ticket. */
  async filled(id: number, replyId: number): Promise<string> {
    const url = `${this.url}/${id}/canned-replies/${replyId}`;
    return (await firstValueFrom(this.http.get<FilledReply>(url))).text;
  }

  reply(id: number, reply: NewReply, key: string): Promise<Reply> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<Reply>(`${this.url}/${id}/replies`, reply, { headers }));
  }
}
