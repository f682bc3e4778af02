import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger } from '@angular/material/autocomplete';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption } from '@angular/material/select';
import { AccountApi } from '../core/account.api';
import { SessionStore } from '../core/session';
import { browsersZone, showUtc } from '../core/zone';
import { Acts } from '../ui/acts';
import type { Choice } from '../ui/choice-field';
import { OUTLINED } from '../ui/outlined';
import { choicesLike } from '../ui/suggest-field';

/** Stands for the browser's zone, whichever that is. */
const BROWSERS = '';
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];

/** The zone of the reader, kept with the account once one of the list is chosen; what is only written is not. */
@Component({
  selector: 'sb-zone-field',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatFormField, MatHint, MatInput, MatLabel, MatOption],
  providers: [OUTLINED],
  template: `
    <mat-form-field>
      <mat-label>Time zone</mat-label>
      <input
        #box
        matInput
        autocomplete="off"
        [value]="text()"
        [disabled]="choosing()"
        [matAutocomplete]="auto"
        (focus)="box.select()"
        (input)="text.set(box.value)"
      />
      <mat-autocomplete
        #auto="matAutocomplete"
        [displayWith]="labelOf"
        (optionSelected)="choose($event.option.value)"
        (closed)="restore()"
      >
        @for (choice of suggested(); track choice.value) {
          <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
        }
      </mat-autocomplete>
      <mat-hint>Whose days and times are shown, wherever you sign in</mat-hint>
    </mat-form-field>
  `,
  styles: 'mat-form-field { width: 100%; }',
})
export class ZoneField {
  private readonly account = inject(AccountApi);
  private readonly acts = inject(Acts);
  private readonly session = inject(SessionStore);
  private readonly choices: readonly Choice[] = [
    { value: BROWSERS, label: `As this browser (${browsersZone()})` },
    ...ZONES.map((name) => ({ value: name, label: name })),
  ];
  protected readonly labelOf = (value: string): string =>
    this.choices.find((choice) => choice.value === value)?.label ?? value;
  private readonly chosen = computed(() => this.labelOf(this.session.user()?.time_zone ?? BROWSERS));
  protected readonly choosing = signal(false);
  protected readonly text = linkedSignal(() => this.chosen());
  protected readonly suggested = computed(() =>
    choicesLike(this.text() === this.chosen() ? '' : this.text(), this.choices),
  );

  protected async choose(value: string): Promise<void> {
    this.text.set(this.labelOf(value));
    this.choosing.set(true);
    const change = { time_zone: value === BROWSERS ? null : value };
    // Who chooses a zone wants to see it.
    const isDone = await this.acts.try(async () => this.session.refresh(await this.account.changeOwn(change)));
    if (isDone) showUtc(false);
    this.choosing.set(false);
    this.restore();
  }

  /** What was written and is no zone is not the reader's. */
  protected restore(): void {
    if (!this.choosing()) this.text.set(this.chosen());
  }
}
