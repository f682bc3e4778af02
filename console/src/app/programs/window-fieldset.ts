import { Component, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { WindowFields } from './program-fields';
import { WindowHours } from './window-hours';

/** When messages may leave: at any time, or on some days, at some hours, by somebody's clock. */
@Component({
  selector: 'sb-window-fieldset',
  imports: [FormField, MatSlideToggle, WindowHours],
  template: `
    <mat-slide-toggle hideIcon [formField]="fields().on">
      Only at certain times <span class="muted">– what is due outside them waits for the next</span>
    </mat-slide-toggle>
    @if (fields().on().value()) {
      @defer (on immediate) {
        <sb-window-hours [fields]="fields()" />
      } @error {
        <p class="error" role="alert">The days and hours cannot be shown: reload the page.</p>
      }
    }
  `,
  styleUrl: './fieldset.scss',
})
export class WindowFieldset {
  readonly fields = input.required<FieldTree<WindowFields>>();
}
