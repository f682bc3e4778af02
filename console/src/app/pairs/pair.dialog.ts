import { Component, computed, inject, signal } from '@angular/core';
import { FormField, form, maxLength, pattern, required, validate } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption } from '@angular/material/select';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { NewPair, Pair } from '@signalbox/contracts/pairs';
import { codeOf, countries, countriesLike, countryName } from '../core/country';
import { Submission } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { OUTLINED } from '../ui/outlined';
import { PairsApi } from './pairs.api';
import { notPrefixes, prefixesOf } from './prefixes';

export interface PairFields {
  /** A country's code, or what was typed in its stead. */
  country: string;
  operator: string;
  mcc: string;
  mnc: string;
  prefixes: string;
  high: boolean;
  active: boolean;
  codes: boolean;
}

const fieldsOf = (pair: Pair | null): PairFields => ({
  country: pair?.country ?? '',
  operator: pair?.operator ?? '',
  mcc: pair?.mcc ?? '',
  mnc: pair?.mnc ?? '',
  prefixes: pair?.prefixes.join(' ') ?? '',
  high: pair?.is_high_priority ?? false,
  active: pair?.active ?? true,
  codes: pair?.short_codes ?? false,
});

/** The form as the API takes it; `country` is a code by now. */
export const pairOf = (fields: PairFields, country: string): NewPair => ({
  country,
  operator: fields.operator.trim(),
  mcc: fields.mcc.trim() || null,
  mnc: fields.mnc.trim() || null,
  prefixes: prefixesOf(fields.prefixes),
  is_high_priority: fields.high,
  active: fields.active,
  short_codes: fields.codes,
});

/** The form of a pair: of a new one without data, else of the one given. Closes with true when it was stored. */
@Component({
  selector: 'sb-pair-dialog',
  imports: [
    FormDialog,
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
  templateUrl: './pair.dialog.html',
  styleUrl: './pair.dialog.scss',
})
export class PairDialog {
  private readonly api = inject(PairsApi);
  private readonly dialog = inject<MatDialogRef<PairDialog, boolean>>(MatDialogRef);
  private readonly countries = countries();
  protected readonly pair = inject<Pair | null>(MAT_DIALOG_DATA);

  protected readonly submission = new Submission();
  private readonly fields = signal(fieldsOf(this.pair));
  protected readonly form = form(
    this.fields,
    (path) => {
      required(path.country, { message: 'Choose the country' });
      validate(path.country, ({ value }) =>
        value() === '' || this.code(value()) !== null
          ? undefined
          : { kind: 'country', message: 'Choose a country of the list' },
      );
      required(path.operator, { message: 'Enter the operator' });
      maxLength(path.operator, 64, { message: 'At most 64 characters' });
      pattern(path.mcc, /^\d{3}$/, { message: '3 digits' });
      pattern(path.mnc, /^\d{2,3}$/, { message: '2 or 3 digits' });
      validate(path.prefixes, ({ value }) => {
        const prefixes = prefixesOf(value());
        const [wrong] = notPrefixes(prefixes);
        if (wrong !== undefined) {
          return { kind: 'prefix', message: `${wrong}: expected 1 to 15 digits, the calling code first` };
        }
        return prefixes.length > 500 ? { kind: 'prefix', message: 'At most 500 prefixes' } : undefined;
      });
    },
    {
      submission: {
        action: ({ country, operator, mcc, mnc, prefixes, high, active, codes }) =>
          this.submission.run(
            () => this.save(),
            () => ({ country, operator, mcc, mnc, prefixes, is_high_priority: high, active, short_codes: codes }),
          ),
      },
    },
  );
  protected readonly suggested = computed(() => countriesLike(this.fields().country, this.countries));
  protected readonly count = computed(() => prefixesOf(this.fields().prefixes).length);
  protected readonly countryName = countryName;

  /** A code of a pair that is there already may be one the browser does not know. */
  private code(text: string): string | null {
    return codeOf(text, this.countries) ?? (text === this.pair?.country ? text : null);
  }

  private async save(): Promise<void> {
    const pair = pairOf(this.fields(), this.code(this.fields().country) ?? '');
    if (this.pair === null) await this.api.create(pair);
    else await this.api.change(this.pair.id, pair);
    this.dialog.close(true);
  }
}
