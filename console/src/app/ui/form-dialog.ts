import { Component, booleanAttribute, computed, input, output } from '@angular/core';
import { FormRoot, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { Submission } from '../core/form-errors';

/**
 * The frame of a small form: its title, its fields as the content, what the server refused as a whole, and the two buttons.
 * A room's dialog has this, its fields, and what becomes of them.
 */
@Component({
  selector: 'sb-form-dialog',
  imports: [FormRoot, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, MatProgressBar],
  template: `
    <h2 mat-dialog-title dir="auto">{{ heading() }}</h2>
    <form [formRoot]="form()" novalidate>
      <mat-dialog-content>
        @for (line of submission().trouble(); track $index) {
          <p class="note" role="alert">{{ line }}</p>
        }
        <ng-content />
      </mat-dialog-content>
      <!-- Its room is always there: what is under way moves nothing. -->
      <div class="progress">
        @if (busy() && !quiet()) {
          <mat-progress-bar mode="indeterminate" aria-label="Being sent" />
        }
      </div>
      <mat-dialog-actions align="end">
        @if (own()) {
          <button matButton type="button" (click)="dismissed.emit()">{{ dismiss() }}</button>
        } @else {
          <button matButton type="button" mat-dialog-close>{{ dismiss() }}</button>
        }
        <button matButton="filled" type="submit" [disabled]="busy()">{{ action() }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .progress {
      height: 4px;
    }
  `,
  styleUrl: './dialog-form.scss',
})
export class FormDialog<T> {
  readonly heading = input.required<string>();
  readonly form = input.required<FieldTree<T>>();
  readonly submission = input.required<Submission>();
  /** The word on the button that does it. */
  readonly action = input.required<string>();
  readonly dismiss = input('Cancel');
  /** Whether the dialog itself does what the other button asks for. */
  readonly own = input(false, { transform: booleanAttribute });
  /** Whether it shows by itself that it is at work. */
  readonly quiet = input(false, { transform: booleanAttribute });
  readonly dismissed = output();
  protected readonly busy = computed(() => this.form()().submitting());
}
