import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import { firstValueFrom } from 'rxjs';
import { API, queryOf } from '../../core/api';
import type { MessageFilter } from './message-row';

/** Lists of messages; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class MessageListApi {
  private readonly http = inject(HttpClient);

  /** One page, newest first; `cursor` is the last page's `next_cursor`. */
  list(filter: Partial<MessageFilter>, limit: number, cursor: string | null): Promise<Page<Message>> {
    const params = queryOf({ ...filter, limit, cursor });
    return firstValueFrom(this.http.get<Page<Message>>(`${API}/messages`, { params }));
  }
}
