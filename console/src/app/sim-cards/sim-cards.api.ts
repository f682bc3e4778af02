import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import type {
  NewSimCard,
  RemovedSimCard,
  SimCard,
  SimCardAnswer,
  SimCardChange,
  SimCardTest,
} from '@signalbox/contracts/sim-cards';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

@Injectable({ providedIn: 'root' })
export class SimCardsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/sim-cards`;

  list({ limit, cursor }: PageOf, online: string): Promise<Page<SimCard>> {
    return firstValueFrom(this.http.get<Page<SimCard>>(this.url, { params: queryOf({ online, limit, cursor }) }));
  }

  get(id: number): Promise<SimCard> {
    return firstValueFrom(this.http.get<SimCard>(`${this.url}/${id}`));
  }

  create(sim: NewSimCard): Promise<SimCard> {
    return firstValueFrom(this.http.post<SimCard>(this.url, sim));
  }

  change(id: number, change: SimCardChange): Promise<SimCard> {
    return firstValueFrom(this.http.patch<SimCard>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  removed(): Promise<Page<RemovedSimCard>> {
    return firstValueFrom(this.http.get<Page<RemovedSimCard>>(`${this.url}/removed`));
  }

  restore(id: number): Promise<SimCard> {
    return firstValueFrom(this.http.post<SimCard>(`${this.url}/${id}/restore`, {}));
  }

  /** What the network answered to a code, in its words; a session may want a number of its menu next. */
  ussd(id: number, code: string): Promise<SimCardAnswer> {
    return firstValueFrom(this.http.post<SimCardAnswer>(`${this.url}/${id}/ussd`, { code }));
  }

  ask(id: number, question: 'balance' | 'restart'): Promise<SimCardAnswer> {
    return firstValueFrom(this.http.post<SimCardAnswer>(`${this.url}/${id}/${question}`, {}));
  }

  sendTest(id: number, message: SimCardTest, key: string): Promise<AcceptedMessage> {
    const headers = { 'Idempotency-Key': key };
    return firstValueFrom(this.http.post<AcceptedMessage>(`${this.url}/${id}/send-test`, message, { headers }));
  }
}
