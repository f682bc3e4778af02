import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type {
  NewRouter,
  Router,
  RouterChange,
  RouterInterfaces,
  RouterTest,
} from '@signalbox/contracts/office/routers';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

/** The owner's routers; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class RoutersApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/routers`;

  list({ limit, cursor }: PageOf): Promise<Page<Router>> {
    return firstValueFrom(this.http.get<Page<Router>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  get(id: number): Promise<Router> {
    return firstValueFrom(this.http.get<Router>(`${this.url}/${id}`));
  }

  create(router: NewRouter): Promise<Router> {
    return firstValueFrom(this.http.post<Router>(this.url, router));
  }

  change(id: number, change: RouterChange): Promise<Router> {
    return firstValueFrom(this.http.patch<Router>(`${this.url}/${id}`, change));
  }

  remove(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  test(id: number): Promise<RouterTest> {
    return firstValueFrom(this.http.post<RouterTest>(`${this.url}/${id}/test`, {}));
  }

  interfaces(id: number): Promise<RouterInterfaces> {
    return firstValueFrom(this.http.get<RouterInterfaces>(`${this.url}/${id}/interfaces`));
  }
}
