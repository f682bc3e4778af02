import { Component, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { NavigationEnd, Router, RouterLink, RouterLinkActive } from '@angular/router';
import { filter, map } from 'rxjs';
import { BusinessUse } from '../core/office/business-use';
import { pollWhileVisible } from '../core/polling';
import { areasFor, roomAt, type AreaId } from '../core/rooms';
import { SessionStore } from '../core/session';

const LOOK_MS = 60_000;

/** The rooms by their areas, of which one is open at a time: that of the page, until the reader opens another. */
@Component({
  selector: 'sb-rail',
  imports: [MatIcon, RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Main">
      @for (area of areas(); track area.id) {
        <div class="area" [class.apart]="area.apart">
          @if (area.rooms.length > 1) {
            <button
              type="button"
              class="item"
              [class.current]="here() === area.id"
              [attr.aria-expanded]="open() === area.id"
              [attr.aria-controls]="'area-' + area.id"
              (click)="toggle(area.id)"
            >
              <mat-icon [svgIcon]="area.icon" aria-hidden="true" />
              {{ area.label }}
              <mat-icon class="chevron" svgIcon="chevron-right" aria-hidden="true" />
            </button>
          }
          <div
            [id]="'area-' + area.id"
            [class.rooms]="area.rooms.length > 1"
            [hidden]="area.rooms.length > 1 && open() !== area.id"
          >
            @for (room of area.rooms; track room.path) {
              <a class="item" [routerLink]="'/' + room.path" routerLinkActive="active" ariaCurrentWhenActive="page">
                <mat-icon [svgIcon]="room.icon" aria-hidden="true" />
                {{ room.label }}
              </a>
            }
          </div>
        </div>
      }
    </nav>
  `,
  styleUrl: './rail.scss',
})
export class Rail {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );

  private readonly business = inject(BusinessUse);
  protected readonly here = computed(() => roomAt(this.url())?.area ?? null);
  /** The business has its place once it is used, and while somebody is there. */
  protected readonly areas = computed(() =>
    areasFor(
      (permission) => this.session.can(permission),
      (area) => area !== 'business' || this.business.used() || this.here() === 'business',
    ),
  );
  protected readonly open = linkedSignal<AreaId | null, AreaId | null>({
    source: this.here,
    computation: (here, before) => here ?? before?.value ?? null,
  });

  constructor() {
    pollWhileVisible(LOOK_MS, () => void this.business.look());
    effect(() => {
      // Who goes about in it may have made the first of it.
      if (roomAt(this.url())?.area === 'business') untracked(() => void this.business.look());
    });
  }

  protected toggle(area: AreaId): void {
    this.open.update((open) => (open === area ? null : area));
  }
}
