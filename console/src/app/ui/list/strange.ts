import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

/** What an address asks for and nobody understands, in lines. */
@Component({
  selector: 'sb-strange',
  imports: [MatButton, MatIcon],
  template: `
    @for (line of lines(); track line) {
      <p role="status">
        <mat-icon svgIcon="info" aria-hidden="true" />{{ line }}
        <button matButton type="button" (click)="cleared.emit()">Clear the filters</button>
      </p>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    p {
      display: flex;
      flex-basis: 100%;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      color: var(--sb-status-unsure);
      font-size: 13px;
    }
    mat-icon {
      width: 18px;
      height: 18px;
    }
  `,
})
export class Strange {
  readonly lines = input.required<readonly string[]>();
  readonly cleared = output();
}

/** A parameter that no list of the page has. */
export const unknownWords = (name: string): string => `This list has no filter “${name}”: it is left out.`;
