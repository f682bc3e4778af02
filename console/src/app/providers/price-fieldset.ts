import { Component, inject, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatOption, MatSelect } from '@angular/material/select';
import { PairDirectory, pairName } from '../core/pair-directory';
import { OUTLINED } from '../ui/outlined';
import { TextField } from '../ui/text-field';
import type { PairPrice } from './provider-fields';

/** What a message costs over a provider, and to which pairs it costs something else. */
@Component({
  selector: 'sb-price-fieldset',
  imports: [
    FormField,
    MatButton,
    MatError,
    MatFormField,
    MatIcon,
    MatIconButton,
    MatLabel,
    MatOption,
    MatSelect,
    TextField,
  ],
  providers: [OUTLINED],
  template: `
    <sb-text-field
      label="Price of a message of one part"
      placeholder="0.80"
      hint="The cheapest that can carry a message does; empty counts as 0, as a SIM card does"
      [field]="price()"
    />
    @for (row of prices(); track row) {
      <div class="row">
        <mat-form-field>
          <mat-label>To the pair</mat-label>
          <mat-select [formField]="row.pair">
            @for (pair of pairs.all(); track pair.id) {
              <mat-option [value]="pair.id">{{ pairName(pair) }}</mat-option>
            } @empty {
              <mat-option disabled>There are no pairs yet</mat-option>
            }
          </mat-select>
          @for (error of row.pair().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
        <sb-text-field label="Price" [field]="row.price" />
        <button matIconButton type="button" aria-label="Remove the price" (click)="remove($index)">
          <mat-icon svgIcon="trash" />
        </button>
      </div>
    }
    <button class="more" matButton type="button" (click)="add()">
      <mat-icon svgIcon="plus" aria-hidden="true" />Another price to a pair
    </button>
  `,
  styleUrl: './fieldset.scss',
})
export class PriceFieldset {
  protected readonly pairs = inject(PairDirectory);
  protected readonly pairName = pairName;
  readonly price = input.required<FieldTree<string>>();
  readonly prices = input.required<FieldTree<PairPrice[]>>();

  protected add(): void {
    this.prices()().value.update((rows) => [...rows, { pair: '', price: '' }]);
  }

  protected remove(index: number): void {
    this.prices()().value.update((rows) => rows.filter((_, each) => each !== index));
  }
}
