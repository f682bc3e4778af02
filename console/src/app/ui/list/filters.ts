import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatOptgroup, MatOption, MatSelect } from '@angular/material/select';
import type { FilterValues, UrlFilters } from '../../core/url-filters';
import type { Choice } from '../choice-field';
import { OUTLINED } from '../outlined';

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
  /** Its values are not all known here: none of them is left out. */
  open?: boolean;
}

/** The bar of filters over a list. The address holds the choice, so that it can be shared and Back finds it again. */
@Component({
  selector: 'sb-list-filters',
  imports: [MatButton, MatFormField, MatIcon, MatInput, MatOptgroup, MatOption, MatPrefix, MatSelect],
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
            @for (group of groups; track group.label) {
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
    @for (line of strange(); track line) {
      <p class="strange" role="status">
        <mat-icon svgIcon="info" aria-hidden="true" />{{ line }}
        <button matButton type="button" (click)="url().clear()">Clear the filters</button>
      </p>
    }
  `,
  styleUrl: './filters.scss',
  host: { class: 'dense', role: 'search' },
})
export class ListFilters {
  readonly url = input.required<UrlFilters>();
  readonly filters = input.required<readonly Filter[]>();

  /** A choice of nothing is none. */
  protected readonly shown = computed(() =>
    this.filters().filter(({ groups }) => groups === undefined || groups.some(({ choices }) => choices.length > 0)),
  );
  /** What the address asks for and nobody here understands, in words. */
  protected readonly strange = computed(() => {
    const wrong = this.filters()
      .filter(({ groups, open }) => groups !== undefined && !open)
      .filter((filter) => {
        const value = this.valueOf(filter);
        return value !== '' && !filter.groups?.some(({ choices }) => choices.some((choice) => choice.value === value));
      });
    return [
      ...wrong.map((filter) => `There is no ${filter.label.toLowerCase()} “${this.valueOf(filter)}”: it is left out.`),
      ...this.url()
        .unknown()
        .map((name) => `This list has no filter “${name}”: it is left out.`),
    ];
  });

  protected valueOf({ name, read }: Filter): string {
    const values = this.url().values();
    return read?.(values) ?? values[name] ?? '';
  }

  protected change({ name, write }: Filter, value: string): void {
    const change = write?.(value) ?? { [name]: value };
    this.url().set(
      Object.fromEntries(Object.entries(change).map(([key, one]) => [key, one === null ? null : `${one}`])),
    );
  }
}
