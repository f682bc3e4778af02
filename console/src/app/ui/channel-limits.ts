import { Component, inject, input } from '@angular/core';
import { FormField, max, maxLength, min, required, type FieldTree, type SchemaFn } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import { PairDirectory, pairName } from '../core/pair-directory';
import { OUTLINED } from './outlined';
import { NumberField } from './text-field';

/** How much a SIM card or a provider carries, and to whom. */
export interface LimitFields {
  /** Messages a minute; null is no limit. */
  rate: number | null;
  /** Messages a day; null is no limit. */
  cap: number | null;
  window: number | null;
  /** Ids of pairs; none is all that have no channel of their own. */
  pairs: string[];
}

interface Limits {
  rate_per_minute: number | null;
  daily_cap: number | null;
  window: number;
  pair_ids: string[];
}

export const limitFieldsOf = (channel: Limits | null, window: number): LimitFields => ({
  rate: channel?.rate_per_minute ?? null,
  cap: channel?.daily_cap ?? null,
  window: channel?.window ?? window,
  pairs: channel?.pair_ids ?? [],
});

/** The limits as the API takes them; a window left empty cannot be submitted. */
export const limitsOf = ({ rate, cap, window, pairs }: LimitFields): Limits => ({
  rate_per_minute: rate,
  daily_cap: cap,
  window: window ?? 1,
  pair_ids: pairs,
});

/** Which field of the form is meant by each name of the API's. */
export const limitNames = ({ rate, cap, window, pairs }: FieldTree<LimitFields>) => ({
  rate_per_minute: rate,
  daily_cap: cap,
  window,
  pair_ids: pairs,
});

/** What the server refuses, as far as that can be told without it. */
export const limitSchema: SchemaFn<LimitFields> = (path) => {
  min(path.rate, 1, { message: 'At least 1; leave it empty for no limit' });
  max(path.rate, 1_000_000, { message: 'At most 1,000,000' });
  min(path.cap, 1, { message: 'At least 1; leave it empty for no limit' });
  max(path.cap, 100_000_000, { message: 'At most 100,000,000' });
  required(path.window, { message: 'Enter how many messages may be at the worker at once' });
  min(path.window, 1, { message: 'At least 1' });
  max(path.window, 10_000, { message: 'At most 10,000' });
  maxLength(path.pairs, 100, { message: 'At most 100 pairs' });
};

/** The fields of a channel's limits, and of the pairs it is bound to. */
@Component({
  selector: 'sb-channel-limits',
  imports: [FormField, MatError, MatFormField, MatHint, MatLabel, MatOption, MatSelect, NumberField],
  providers: [OUTLINED],
  template: `
    <div class="pair">
      <sb-number-field label="Messages a minute" hint="Empty is no limit" [field]="fields().rate" />
      <sb-number-field label="Messages a day" hint="Empty is no limit" [field]="fields().cap" />
    </div>
    <sb-number-field
      label="Messages in flight at once"
      hint="How many the worker may hold before the first is reported"
      [field]="fields().window"
    />
    <mat-form-field>
      <mat-label>Only for these pairs</mat-label>
      <mat-select multiple [formField]="fields().pairs" placeholder="All that have no channel of their own">
        @for (pair of pairs.all(); track pair.id) {
          <mat-option [value]="pair.id">{{ pairName(pair) }}</mat-option>
        } @empty {
          <mat-option disabled>There are no pairs yet</mat-option>
        }
      </mat-select>
      <mat-hint>None chosen: all pairs that have no channel of their own</mat-hint>
      @for (error of fields().pairs().errors(); track $index) {
        <mat-error>{{ error.message }}</mat-error>
      }
    </mat-form-field>
  `,
  styles: ':host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }',
  styleUrl: './dialog-form.scss',
})
export class ChannelLimits {
  protected readonly pairs = inject(PairDirectory);
  protected readonly pairName = pairName;
  readonly fields = input.required<FieldTree<LimitFields>>();

  constructor() {
    this.pairs.refresh();
  }
}
