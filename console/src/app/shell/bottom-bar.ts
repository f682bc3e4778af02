import { Component, computed, inject, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { areasFor } from '../core/rooms';
import { SessionStore } from '../core/session';
import { Bell } from './bell';

/** The areas that a thumb should reach. */
const SHOWN = ['home', 'messages'] as const;

/** On a phone: the areas that are looked at all day, and the way to the others. */
@Component({
  selector: 'sb-bottom-bar',
  imports: [Bell, MatIcon, RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Areas">
      @for (area of areas(); track area.id) {
        <a [routerLink]="area.link" routerLinkActive="active" ariaCurrentWhenActive="page">
          <mat-icon [svgIcon]="area.icon" aria-hidden="true" />{{ area.label }}
        </a>
      }
      @if (session.can('alerts.read')) {
        <sb-bell named />
      }
      <button type="button" (click)="more.emit()"><mat-icon svgIcon="menu" aria-hidden="true" />More</button>
    </nav>
  `,
  styles: `
    nav {
      position: fixed;
      inset: auto 0 0;
      z-index: 3;
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
      height: calc(56px + env(safe-area-inset-bottom));
      padding-bottom: env(safe-area-inset-bottom);
      border-top: 1px solid var(--sb-border);
      background: var(--sb-surface);
    }
    a,
    button {
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 2px;
      border: 0;
      background: none;
      color: var(--sb-text-muted);
      font: inherit;
      font-size: 12px;
      font-weight: 500;
      text-decoration: none;
    }
    .active {
      color: var(--mat-sys-primary);
    }
    mat-icon {
      width: 22px;
      height: 22px;
    }
    :focus-visible {
      outline-offset: -3px;
    }
  `,
})
export class BottomBar {
  protected readonly session = inject(SessionStore);
  readonly more = output();
  protected readonly areas = computed(() =>
    areasFor((permission) => this.session.can(permission))
      .filter(({ id }) => SHOWN.some((shown) => shown === id))
      .map(({ rooms, ...area }) => ({ ...area, link: `/${rooms[0]?.path ?? ''}` })),
  );
}
