import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { FieldKind } from '@signalbox/contracts/provider-kind';
import { ChoiceField } from '../ui/choice-field';
import { NumberField, TextField } from '../ui/text-field';

/** A setting of an account, drawn as its kind has it. */
@Component({
  selector: 'sb-account-field',
  imports: [ChoiceField, FormField, MatSlideToggle, NumberField, TextField],
  template: `
    @let told = kind();
    @switch (told.type) {
      @case ('integer') {
        <sb-number-field [label]="told.label" [hint]="hint()" [field]="number()" />
      }
      @case ('choice') {
        <sb-choice-field [label]="told.label" [hint]="hint()" [choices]="choices()" [field]="text()" />
      }
      @case ('flag') {
        <mat-slide-toggle hideIcon [formField]="flag()">
          {{ told.label }}
          @if (told.hint) {
            <span class="muted">– {{ told.hint }}</span>
          }
        </mat-slide-toggle>
      }
      @default {
        <sb-text-field
          [label]="told.label"
          [hint]="hint()"
          [placeholder]="told.placeholder ?? ''"
          [rows]="rows()"
          [field]="text()"
        />
      }
    }
  `,
  host: { '[class.wide]': 'kind().wide' },
  styles: ':host { display: grid; grid-template-columns: minmax(0, 1fr); }',
})
export class AccountField {
  readonly kind = input.required<FieldKind>();
  readonly field = input.required<FieldTree<unknown>>();

  protected readonly hint = computed(() => this.kind().hint ?? '');
  protected readonly rows = computed(() => {
    const kind = this.kind();
    return 'rows' in kind ? (kind.rows ?? 0) : 0;
  });
  protected readonly choices = computed(() => {
    const kind = this.kind();
    return kind.type === 'choice' ? Object.entries(kind.choices).map(([value, label]) => ({ value, label })) : [];
  });
  protected readonly text = computed(() => this.field() as FieldTree<string>);
  protected readonly number = computed(() => this.field() as FieldTree<number | null>);
  protected readonly flag = computed(() => this.field() as FieldTree<boolean>);
}
