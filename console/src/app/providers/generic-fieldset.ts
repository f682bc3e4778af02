import { Component, computed, input, model } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { ChoiceField } from '../ui/choice-field';
import { TextField } from '../ui/text-field';
import type { GenericFields, SecretFields } from './provider-fields';

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));

/** Any other provider: how its request is written, and its answer and its reports are read. */
@Component({
  selector: 'sb-generic-fieldset',
  imports: [ChoiceField, FormField, MatButton, MatIcon, MatIconButton, MatSlideToggle, TextField],
  templateUrl: './generic-fieldset.html',
  styleUrl: './fieldset.scss',
})
export class GenericFieldset {
  readonly fields = input.required<FieldTree<GenericFields>>();
  readonly secrets = input.required<FieldTree<SecretFields[]>>();
  /** The names of the secrets that are there. */
  readonly set = input.required<readonly string[]>();
  readonly more = model.required<boolean>();

  protected readonly methods = choices('POST', 'GET', 'PUT');
  protected readonly bodyTypes = [
    { value: 'json', label: 'JSON' },
    { value: 'form', label: 'A form' },
    { value: 'text', label: 'Text' },
    { value: 'none', label: 'None' },
  ];
  protected readonly hasBody = computed(() => this.fields().body_type().value() !== 'none');
  /** Not for a template: two braces mean something there. */
  protected readonly places = '{{to}} {{to_digits}} {{text}} {{sender}} {{id}} {{secret.NAME}}';
  protected readonly urlExample = 'https://api.example.org/send?to={{to_digits}}';
  protected readonly headerExample = 'Authorization: Bearer {{secret.token}}';

  protected add(): void {
    this.secrets()().value.update((rows) => [...rows, { name: '', value: '' }]);
  }

  protected remove(index: number): void {
    this.secrets()().value.update((rows) => rows.filter((_, each) => each !== index));
  }

  protected hintOf(name: string): string {
    return this.set().includes(name.trim()) ? 'set, leave empty to keep' : '';
  }
}
