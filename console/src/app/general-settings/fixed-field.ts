import { Component, input } from '@angular/core';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { OUTLINED } from '../ui/outlined';

/** What the environment sets: to be read and copied, not to be changed here. */
@Component({
  selector: 'sb-fixed-field',
  imports: [MatFormField, MatHint, MatInput, MatLabel],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      @if (rows() > 0) {
        <textarea matInput readonly dir="auto" [rows]="rows()" [value]="value()"></textarea>
      } @else {
        <input matInput readonly dir="auto" [value]="value()" />
      }
      <mat-hint>Set by the environment: {{ variable() }}</mat-hint>
    </mat-form-field>
  `,
  styles: `
    input,
    textarea {
      color: var(--sb-text-muted);
    }
  `,
  styleUrl: '../ui/field.scss',
})
export class FixedField {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  /** The name of the variable. */
  readonly variable = input.required<string>();
  /** Lines of a text area; 0 is one line. */
  readonly rows = input(0);
}
