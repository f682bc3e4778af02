import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { RowAction } from './list/action';

/** What can be done with the one thing of a page: the same as with its row in the list. */
@Component({
  selector: 'sb-action-menu',
  imports: [MatButton, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    @if (actions().length > 0) {
      <button matButton="outlined" type="button" [matMenuTriggerFor]="menu">
        <mat-icon svgIcon="more" aria-hidden="true" />Actions
      </button>
    }
    <mat-menu #menu="matMenu" xPosition="before">
      @for (action of actions(); track action.label) {
        @if (action.link; as link) {
          <a mat-menu-item [routerLink]="link" [queryParams]="action.query">
            <mat-icon [svgIcon]="action.icon" />{{ action.label }}
          </a>
        } @else {
          <button mat-menu-item type="button" [disabled]="action.disabled ?? false" (click)="action.run?.()">
            <mat-icon [svgIcon]="action.icon" />{{ action.label }}
          </button>
        }
      }
    </mat-menu>
  `,
})
export class ActionMenu {
  readonly actions = input.required<readonly RowAction[]>();
}
