import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, max, maxLength, min, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { PhoneNumber } from '@signalbox/contracts/messages';
import type { NewSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { matches, Submission } from '../core/form-errors';
import { PairDirectory, pairName } from '../core/pair-directory';
import { OUTLINED } from '../ui/outlined';
import { SimCardsApi } from './sim-cards.api';

interface Fields {
  number: string;
  label: string;
  rate: number | null;
  cap: number | null;
  window: number | null;
  /** Ids of pairs; none is all that have no SIM card of their own. */
  pairs: string[];
}

const fieldsOf = (sim: SimCard | null): Fields => ({
  number: sim?.number ?? '',
  label: sim?.label ?? '',
  rate: sim?.rate_per_minute ?? null,
  cap: sim?.daily_cap ?? null,
  window: sim?.window ?? 100,
  pairs: sim?.pair_ids ?? [],
});

/** What the form changes of a SIM card; an unknown number left empty is not sent. */
export function changeOf(fields: Fields): SimCardChange {
  const number = fields.number.trim();
  return {
    ...(number === '' ? {} : { number }),
    label: fields.label.trim() || null,
    rate_per_minute: fields.rate,
    daily_cap: fields.cap,
    window: fields.window ?? 100,
    pair_ids: fields.pairs,
  };
}

/** The form of a SIM card: of a new one without data, else of the one given. Closes with true when it was stored. */
@Component({
  selector: 'sb-sim-card-dialog',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
    MatSelect,
  ],
  providers: [OUTLINED],
  templateUrl: './sim-card.dialog.html',
  styleUrl: './sim-card.dialog.scss',
})
export class SimCardDialog {
  private readonly api = inject(SimCardsApi);
  private readonly dialog = inject<MatDialogRef<SimCardDialog, boolean>>(MatDialogRef);
  protected readonly sim = inject<SimCard | null>(MAT_DIALOG_DATA);
  protected readonly pairs = inject(PairDirectory);
  protected readonly pairName = pairName;

  protected readonly submission = new Submission();
  private readonly fields = signal(fieldsOf(this.sim));
  protected readonly form = form(
    this.fields,
    (path) => {
      // A SIM card that a worker found may have no number yet.
      if (this.sim === null) required(path.number, { message: 'Enter the number of the SIM card' });
      matches(path.number, PhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      maxLength(path.label, 64, { message: 'At most 64 characters' });
      min(path.rate, 1, { message: 'At least 1; leave it empty for no limit' });
      max(path.rate, 1_000_000, { message: 'At most 1,000,000' });
      min(path.cap, 1, { message: 'At least 1; leave it empty for no limit' });
      max(path.cap, 100_000_000, { message: 'At most 100,000,000' });
      required(path.window, { message: 'Enter how many messages may be at the worker at once' });
      min(path.window, 1, { message: 'At least 1' });
      max(path.window, 10_000, { message: 'At most 10,000' });
      maxLength(path.pairs, 100, { message: 'At most 100 pairs' });
    },
    {
      submission: {
        action: ({ number, label, rate, cap, window, pairs }) =>
          this.submission.run(
            () => this.save(),
            () => ({ number, label, rate_per_minute: rate, daily_cap: cap, window, pair_ids: pairs }),
          ),
      },
    },
  );

  constructor() {
    this.pairs.refresh();
  }

  private async save(): Promise<void> {
    const change = changeOf(this.fields());
    if (this.sim === null) await this.api.create(change as NewSimCard);
    else await this.api.change(this.sim.id, change);
    this.dialog.close(true);
  }
}
