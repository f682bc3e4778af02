import { Component, booleanAttribute, computed, input, signal } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { OUTLINED } from './outlined';

/** A person's password in a form, which who enters it can have shown. */
@Component({
  selector: 'sb-password-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatIcon, MatIconButton, MatInput, MatLabel, MatSuffix],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input
        matInput
        [type]="shown() ? 'text' : 'password'"
        [formField]="field()"
        [autocomplete]="fresh() ? 'new-password' : 'current-password'"
        autocapitalize="none"
        spellcheck="false"
      />
      <button matIconButton matSuffix type="button" [attr.aria-label]="action()" (click)="shown.set(!shown())">
        <mat-icon [svgIcon]="shown() ? 'eye-off' : 'eye'" />
      </button>
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
export class PasswordField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly hint = input('');
  /** One that is made up now: password managers offer one, and keep it. */
  readonly fresh = input(false, { transform: booleanAttribute });
  protected readonly shown = signal(false);
  protected readonly action = computed(() => `${this.shown() ? 'Hide' : 'Show'} ${this.label().toLowerCase()}`);
}
