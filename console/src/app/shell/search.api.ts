import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { SearchResult } from '@signalbox/contracts/office/search';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

/** Finds what a number, a name or a phone number begins; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class SearchApi {
  private readonly http = inject(HttpClient);

  find(q: string): Promise<SearchResult> {
    return firstValueFrom(this.http.get<SearchResult>(`${API}/search`, { params: { q } }));
  }
}
