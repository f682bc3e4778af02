import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { roomOf, type RoomPath } from '../core/rooms';

/** The way from a page of one thing to the room that it lies in. */
@Component({
  selector: 'sb-back-link',
  imports: [MatIcon, RouterLink],
  template: `
    <a [routerLink]="'/' + to().path"><mat-icon svgIcon="arrow-left" aria-hidden="true" />{{ to().label }}</a>
  `,
  styles: `
    a {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      margin-bottom: 8px;
      color: var(--sb-text-muted);
      font-size: 13px;
    }
    mat-icon {
      width: 16px;
      height: 16px;
    }
  `,
})
export class BackLink {
  readonly room = input.required<RoomPath>();
  protected readonly to = computed(() => roomOf(this.room()));
}
