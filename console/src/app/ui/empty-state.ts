import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IconName } from '../core/icons';

/** Says that there is nothing, why, and (as its content) what to do about it. */
@Component({
  selector: 'sb-empty-state',
  imports: [MatIcon],
  template: `
    <span class="badge"><mat-icon [svgIcon]="icon()" aria-hidden="true" /></span>
    <h2>{{ heading() }}</h2>
    <p class="muted">{{ text() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 6px;
      padding: 56px 24px;
      text-align: center;
    }
    .badge {
      display: grid;
      place-items: center;
      width: 52px;
      height: 52px;
      margin-bottom: 8px;
      border-radius: 16px;
      background: color-mix(in srgb, var(--mat-sys-primary) 10%, transparent);
      color: var(--mat-sys-primary);
    }
    p {
      max-width: 44ch;
      margin-bottom: 10px;
    }
  `,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
