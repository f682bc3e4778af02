import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatOptgroup, MatOption, MatSelect } from '@angular/material/select';
import { KnownNames } from '../../core/known-names';
import type { FilterValues, UrlFilters } from '../../core/url-filters';
import type { Choice } from '../choice-field';
import { OUTLINED } from '../outlined';
import { Strange, unknownWords } from './strange';

export interface ChoiceGroup {
  /** Empty: without a heading. */
  label: string;
  choices: readonly Choice[];
}

/** One filter of a list, as a box for words or a choice. */
export interface Filter {
  /** Its parameter in the address; of several, the first. */
  name: string;
  label: string;
  /** The keyboard that a phone shows for a box. */
  inputmode?: 'text' | 'tel';
  placeholder?: string;
  /** Makes it a choice. */
  groups?: readonly ChoiceGroup[];
  /** What is chosen when nothing is. */
  any?: string;
  /** Where its value stands in more than one parameter. */
  read?: (values: FilterValues<string>) => string;
  write?: (value: string) => Record<string, string | number | null>;
  /** Further parameters that it speaks for. */
  also?: readonly string[];
  /** What a value is called that is not among the choices and makes sense all the same; null where it makes none. */
  open?: (value: string) => string | null;
  /** Whether what stands in a box makes sense. */
  fits?: (value: string) => boolean;
}

const choicesOf = ({ groups }: Filter): readonly Choice[] => (groups ?? []).flatMap(({ choices }) => choices);

/** Whether a filter understands a value. */
function makesSense(filter: Filter, value: string): boolean {
  if (value === '') return true;
  if (filter.groups === undefined) return filter.fits?.(value) ?? true;
  return choicesOf(filter).some((choice) => choice.value === value) || (filter.open?.(value) ?? null) !== null;
}

/** For `UrlFilters`: a value that its filter does not understand is not asked for. */
export const fitting =
  (filters: () => readonly Filter[]) =>
  (name: string, value: string): boolean => {
    const filter = filters().find((one) => one.name === name);
    return filter === undefined || makesSense(filter, value);
  };

/** The bar of filters over a list. The address holds the choice, so that it can be shared and Back finds it again. */
@Component({
  selector: 'sb-list-filters',
  imports: [MatButton, MatFormField, MatIcon, MatInput, MatOptgroup, MatOption, MatPrefix, MatSelect, Strange],
  providers: [OUTLINED],
  template: `
    @for (filter of shown(); track filter.name) {
      @if (filter.groups; as groups) {
        <mat-form-field>
          <mat-select
            [aria-label]="filter.label"
            [value]="valueOf(filter)"
            (selectionChange)="change(filter, $event.value)"
          >
            <mat-option value="">{{ filter.any ?? 'Any' }}</mat-option>
            @for (group of groups; track $index) {
              @if (group.label) {
                <mat-optgroup [label]="group.label">
                  @for (choice of group.choices; track choice.value) {
                    <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
                  }
                </mat-optgroup>
              } @else {
                @for (choice of group.choices; track choice.value) {
                  <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
                }
              }
            }
          </mat-select>
        </mat-form-field>
      } @else {
        <mat-form-field class="grow">
          <mat-icon matPrefix svgIcon="search" aria-hidden="true" />
          <input
            matInput
            #box
            type="search"
            maxlength="128"
            dir="auto"
            [inputMode]="filter.inputmode ?? 'text'"
            [placeholder]="filter.placeholder ?? filter.label"
            [attr.aria-label]="filter.label"
            [value]="valueOf(filter)"
            (change)="change(filter, box.value.trim())"
            (search)="change(filter, box.value.trim())"
          />
        </mat-form-field>
      }
    }
    @if (url().active()) {
      <button matButton type="button" (click)="url().clear()">Clear</button>
    }
    <sb-strange [lines]="strange()" (cleared)="url().clear()" />
  `,
  styleUrl: './filters.scss',
  host: { class: 'dense', role: 'search' },
})
export class ListFilters {
  readonly url = input.required<UrlFilters>();
  readonly filters = input.required<readonly Filter[]>();

  /** A choice of nothing is none; what is chosen and not among the choices is shown beside them. */
  protected readonly shown = computed(() =>
    this.filters()
      .map((filter) => this.withChosen(filter))
      .filter(({ groups }) => groups === undefined || groups.some(({ choices }) => choices.length > 0)),
  );
  /** What the address asks for and nobody here understands, in words. */
  protected readonly strange = computed(() => {
    const filters = this.filters();
    const hasNone = (name: string) => !filters.some((one) => one.name === name || one.also?.includes(name));
    const raw = Object.entries(this.url().raw());
    return [
      ...filters
        .map((filter) => ({ filter, value: this.valueOf(filter) }))
        .filter(({ filter, value }) => !makesSense(filter, value))
        .map(({ filter, value }) => `There is no ${filter.label.toLowerCase()} “${value}”: it is left out.`),
      ...raw.filter(([name, value]) => value !== '' && hasNone(name)).map(([name]) => unknownWords(name)),
      ...this.url().unknown().map(unknownWords),
    ];
  });

  constructor() {
    inject(KnownNames).addBar();
  }

  protected valueOf({ name, read }: Filter): string {
    const values = this.url().raw();
    return read?.(values) ?? values[name] ?? '';
  }

  protected change({ name, write }: Filter, value: string): void {
    const change = write?.(value) ?? { [name]: value };
    this.url().set(
      Object.fromEntries(Object.entries(change).map(([key, one]) => [key, one === null ? null : `${one}`])),
    );
  }

  private withChosen(filter: Filter): Filter {
    const value = this.valueOf(filter);
    if (value === '' || choicesOf(filter).some((choice) => choice.value === value)) return filter;
    const label = filter.open?.(value) ?? null;
    return label === null
      ? filter
      : { ...filter, groups: [...(filter.groups ?? []), { label: '', choices: [{ value, label }] }] };
  }
}
