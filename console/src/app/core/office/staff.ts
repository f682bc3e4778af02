import { HttpClient } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import type { StaffMember } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import { firstValueFrom } from 'rxjs';
import { API } from '../api';

/** What somebody of staff is called. */
export const staffName = ({ full_name: name, username }: Pick<StaffMember, 'full_name' | 'username'>): string =>
  name ?? username;

/** Who works here, for pages that name somebody or hand work over; read when a page asks for them. */
@Injectable({ providedIn: 'root' })
export class StaffDirectory {
  private readonly http = inject(HttpClient);
  private readonly members = signal<readonly StaffMember[]>([]);
  private readonly names = computed(() => new Map(this.members().map((one) => [one.id, staffName(one)])));

  readonly all = this.members.asReadonly();

  /** By name; somebody who is gone by number. */
  nameOf(id: number): string {
    return this.names().get(id) ?? `Account ${id}`;
  }

  /** Names are a help, not a need: without an answer there are numbers. */
  refresh(): void {
    firstValueFrom(this.http.get<Page<StaffMember>>(`${API}/staff`)).then(
      ({ data }) => this.members.set(data),
      () => undefined,
    );
  }
}
