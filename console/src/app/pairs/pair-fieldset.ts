import { Component, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption } from '@angular/material/select';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { countryName } from '../core/country';
import { OUTLINED } from '../ui/outlined';
import type { PairDraft } from './pair-draft';

/** The fields of a pair, in the dialog that adds one and among its settings. */
@Component({
  selector: 'sb-pair-fieldset',
  imports: [
    FormField,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
    MatSlideToggle,
  ],
  providers: [OUTLINED],
  templateUrl: './pair-fieldset.html',
  styleUrl: './pair-fieldset.scss',
})
export class PairFieldset {
  readonly draft = input.required<PairDraft>();
  protected readonly countryName = countryName;
}
