import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption } from '@angular/material/select';
import { OUTLINED } from '../ui/outlined';
import type { WindowFields } from './program-fields';
import { DAYS, RECIPIENT_ZONE, WEEK, zoneText } from './window-words';

const SHOWN_ZONES = 40;

/** The zones that have the text in their names, whole names first; everything again once one is chosen. */
export function zonesLike(text: string, all: readonly string[]): string[] {
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
  const chosen = all.some((zone) => zone.toLowerCase() === wanted);
  const found = chosen || wanted === '' ? all : all.filter((zone) => zone.toLowerCase().includes(wanted));
  return found.slice(0, SHOWN_ZONES);
}

/** The days, the hours and the clock of a sending window; fetched when there is one. */
@Component({
  selector: 'sb-window-hours',
  imports: [
    FormField,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    MatOption,
  ],
  providers: [OUTLINED],
  template: `
    <div class="inner">
      <mat-button-toggle-group
        class="even"
        multiple
        hideMultipleSelectionIndicator
        aria-label="Days"
        [formField]="fields().days"
      >
        @for (day of week; track day) {
          <mat-button-toggle [value]="day">{{ days[day] }}</mat-button-toggle>
        }
      </mat-button-toggle-group>
      @for (error of fields().days().errors(); track $index) {
        <p class="error" role="alert">{{ error.message }}</p>
      }
      <div class="row">
        <mat-form-field class="time">
          <mat-label>From</mat-label>
          <input matInput type="time" [formField]="fields().from" />
          @for (error of fields().from().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
        <mat-form-field class="time">
          <mat-label>To</mat-label>
          <input matInput type="time" [formField]="fields().to" />
          @for (error of fields().to().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
        <mat-form-field class="zone">
          <mat-label>By the clock of</mat-label>
          <input matInput [formField]="fields().zone" [matAutocomplete]="auto" autocomplete="off" />
          <mat-autocomplete #auto="matAutocomplete" [displayWith]="zoneText">
            @for (zone of suggested(); track zone) {
              <mat-option [value]="zone">{{ zoneText(zone) }}</mat-option>
            }
          </mat-autocomplete>
          @for (error of fields().zone().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
      </div>
    </div>
  `,
  styleUrl: './fieldset.scss',
})
export class WindowHours {
  readonly fields = input.required<FieldTree<WindowFields>>();
  protected readonly days = DAYS;
  protected readonly week = WEEK;
  protected readonly zoneText = zoneText;
  /** First what is most often meant. */
  private readonly zones = [
    ...new Set([
      RECIPIENT_ZONE,
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
      'UTC',
      ...Intl.supportedValuesOf('timeZone'),
    ]),
  ];
  protected readonly suggested = computed(() => zonesLike(this.fields().zone().value(), this.zones));
}
