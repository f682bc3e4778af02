import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { TakenOut } from '@signalbox/contracts/audit';
import { firstValueFrom } from 'rxjs';
import { API } from './api';

const LONGEST_ADDRESS = 500;

/** Tells the server that a file is made of a list, for its audit log. */
@Injectable({ providedIn: 'root' })
export class ListExports {
  private readonly http = inject(HttpClient);

  /** @throws what the server refused it with: no file without a line of it */
  async tell(list: string, rows: number, columns: readonly string[]): Promise<void> {
    const page = `${location.pathname}${location.search}`.slice(0, LONGEST_ADDRESS);
    const said: TakenOut = { rows, columns: [...columns], page };
    await firstValueFrom(this.http.post(`${API}/lists/${list}/export`, said));
  }
}
