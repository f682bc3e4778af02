import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, type Params } from '@angular/router';
import type { IconName } from '../core/icons';
import type { Tone } from '../ui/status';

/** One figure of the dashboard; the whole card leads to what it counts. */
@Component({
  selector: 'sb-stat-card',
  imports: [MatIcon, RouterLink],
  template: `
    <a class="card" [class]="tone()" [routerLink]="link()" [queryParams]="query()">
      <span class="top">
        <span class="label">{{ label() }}</span>
        <span class="icon"><mat-icon [svgIcon]="icon()" aria-hidden="true" /></span>
      </span>
      <strong class="number">{{ value() }}</strong>
      <span class="note number">{{ note() || '&nbsp;' }}</span>
    </a>
  `,
  styleUrl: './stat-card.scss',
})
export class StatCard {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly note = input('');
  readonly icon = input.required<IconName>();
  readonly tone = input<Tone>('neutral');
  readonly link = input<string>();
  readonly query = input<Params>();
}
