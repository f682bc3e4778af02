import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { NewSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

@Injectable({ providedIn: 'root' })
export class SimCardsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/sim-cards`;

  list(): Promise<Page<SimCard>> {
    return firstValueFrom(this.http.get<Page<SimCard>>(this.url, { params: { limit: 500 } }));
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
}
