import { Component, computed, effect, input, untracked, viewChild } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption } from '@angular/material/select';
import type { Choice } from './choice-field';
import { OUTLINED } from './outlined';

const MOST_SHOWN = 40;
const plain = (text: string): string => text.trim().toLowerCase().replaceAll('_', ' ');

/** The choices that have a text in them, those that begin with it first; everything again once one is chosen. */
export function choicesLike(text: string, all: readonly Choice[]): Choice[] {
  const wanted = plain(text);
  const isChosen = all.some(({ value }) => plain(value) === wanted);
  if (wanted === '' || isChosen) return all.slice(0, MOST_SHOWN);
  const found = all.filter(({ value, label }) => plain(value).includes(wanted) || plain(label).includes(wanted));
  const begins = ({ label }: Choice) => Number(plain(label).startsWith(wanted));
  return found.sort((a, b) => begins(b) - begins(a)).slice(0, MOST_SHOWN);
}

/** One of many values in a form, found by writing a part of it. What is written and is none of them is the form's to refuse. */
@Component({
  selector: 'sb-suggest-field',
  imports: [
    ...[FormField, MatAutocomplete, MatAutocompleteTrigger, MatError, MatFormField],
    ...[MatHint, MatInput, MatLabel, MatOption],
  ],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input matInput dir="auto" autocomplete="off" [formField]="field()" [matAutocomplete]="auto" />
      <mat-autocomplete #auto="matAutocomplete" [displayWith]="labelOf">
        @for (choice of suggested(); track choice.value) {
          <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
        }
      </mat-autocomplete>
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
export class SuggestField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly choices = input.required<readonly Choice[]>();
  readonly hint = input('');
  private readonly trigger = viewChild(MatAutocompleteTrigger);
  protected readonly suggested = computed(() => choicesLike(this.field()().value(), this.choices()));
  protected readonly labelOf = (value: string): string =>
    this.choices().find((choice) => choice.value === value)?.label ?? value;

  constructor() {
    // Choices that are read come after the value that they have the words for.
    effect(() => {
      const [trigger, chosen] = [this.trigger(), untracked(() => this.field()().value())];
      if (this.choices().some(({ value }) => value === chosen)) trigger?.writeValue(chosen);
    });
  }
}
