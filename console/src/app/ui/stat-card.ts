import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, type Params } from '@angular/router';
import type { IconName } from '../core/icons';
import type { Tone } from './status';

/** A number in words, and the list that shows what it counts. */
export interface Figure {
  text: string;
  link?: string;
  query?: Params;
}

export interface Card {
  label: string;
  icon: IconName;
  tone: Tone;
  figure: Figure;
  notes: Figure[];
  hint?: string;
}

/** One figure of a page; the whole card leads to what it counts, and each lesser figure in it to its own. */
@Component({
  selector: 'sb-stat-card',
  imports: [MatIcon, RouterLink],
  template: `
    <div class="card" [class]="tone()" [title]="hint()">
      <span class="top">
        <a class="label" [routerLink]="figure().link" [queryParams]="figure().query">{{ label() }}</a>
        <span class="icon"><mat-icon [svgIcon]="icon()" aria-hidden="true" /></span>
      </span>
      <strong class="number">{{ figure().text }}</strong>
      <span class="note number">
        @for (note of notes(); track note.text) {
          @if (note.link) {
            <a [routerLink]="note.link" [queryParams]="note.query">{{ note.text }}</a>
          } @else {
            <span>{{ note.text }}</span>
          }
        } @empty {
          &nbsp;
        }
      </span>
    </div>
  `,
  styleUrl: './stat-card.scss',
})
export class StatCard {
  readonly label = input.required<string>();
  readonly figure = input.required<Figure>();
  readonly notes = input<readonly Figure[]>([]);
  readonly icon = input.required<IconName>();
  readonly tone = input<Tone>('neutral');
  /** More about it, for who points at it. */
  readonly hint = input('');
}
