import { Component, booleanAttribute, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { OUTLINED } from './outlined';

const PARTS = [FormField, MatError, MatFormField, MatHint, MatInput, MatLabel];

/** A line of text of a form, or a few lines, with its label, its hint and what is wrong with it. */
@Component({
  selector: 'sb-text-field',
  imports: PARTS,
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      @if (rows() > 0) {
        <textarea
          matInput
          dir="auto"
          [class.mono]="!prose()"
          [spellcheck]="prose()"
          [formField]="field()"
          [rows]="rows()"
          [placeholder]="placeholder()"
        ></textarea>
      } @else {
        <input
          matInput
          dir="auto"
          [type]="type()"
          [formField]="field()"
          [placeholder]="placeholder()"
          [attr.inputmode]="inputmode()"
          [autocomplete]="type() === 'password' ? 'new-password' : 'off'"
        />
      }
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
export class TextField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly hint = input('');
  readonly placeholder = input('');
  readonly type = input<'text' | 'tel' | 'url' | 'email' | 'date' | 'password'>('text');
  /** The keyboard that a phone shows, where the type does not say it. */
  readonly inputmode = input<'decimal' | null>(null);
  /** Lines of a text area; 0 is one line. */
  readonly rows = input(0);
  /** Several lines that people read, not programs. */
  readonly prose = input(false, { transform: booleanAttribute });
}

/** A number of a form; empty is null. */
@Component({
  selector: 'sb-number-field',
  imports: PARTS,
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input matInput type="number" inputmode="numeric" [formField]="field()" [placeholder]="placeholder()" />
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
export class NumberField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<number | null>>();
  readonly hint = input('');
  readonly placeholder = input('');
}
