import { Component, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import { OUTLINED } from './outlined';

export interface Choice {
  value: string;
  label: string;
}

/** One of a few values in a form, with its label, its hint and what is wrong with it. */
@Component({
  selector: 'sb-choice-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatLabel, MatOption, MatSelect],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <mat-select [formField]="field()">
        @for (choice of choices(); track choice.value) {
          <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
        }
      </mat-select>
      @if (hint(); as hint) {
        <mat-hint>{{ hint }}</mat-hint>
      }
      @for (error of field()().errors(); track $index) {
        <mat-error>{{ error.message }}</mat-error>
      }
    </mat-form-field>
  `,
  styleUrl: './field.scss',
})
export class ChoiceField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly choices = input.required<readonly Choice[]>();
  readonly hint = input('');
}
