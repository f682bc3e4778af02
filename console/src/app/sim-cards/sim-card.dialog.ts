import { Component, inject, signal } from '@angular/core';
import { apply, form, maxLength, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import type { NewSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { matches, Submission } from '../core/form-errors';
import {
  ChannelLimits,
  limitFieldsOf,
  limitNames,
  limitSchema,
  limitsOf,
  type LimitFields,
} from '../ui/channel-limits';
import { FormDialog } from '../ui/form-dialog';
import { TextField } from '../ui/text-field';
import { SimCardsApi } from './sim-cards.api';

interface Fields {
  number: string;
  label: string;
  limits: LimitFields;
}

const fieldsOf = (sim: SimCard | null): Fields => ({
  number: sim?.number ?? '',
  label: sim?.label ?? '',
  limits: limitFieldsOf(sim, 100),
});

/** What the form changes of a SIM card; an unknown number left empty is not sent. */
export function changeOf(fields: Fields): SimCardChange {
  const number = fields.number.trim();
  return {
    ...(number === '' ? {} : { number }),
    label: fields.label.trim() || null,
    ...limitsOf(fields.limits),
  };
}

/** The form of a SIM card: of a new one without data, else of the one given. Closes with true when it was stored. */
@Component({
  selector: 'sb-sim-card-dialog',
  imports: [ChannelLimits, FormDialog, TextField],
  templateUrl: './sim-card.dialog.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class SimCardDialog {
  private readonly api = inject(SimCardsApi);
  private readonly dialog = inject<MatDialogRef<SimCardDialog, boolean>>(MatDialogRef);
  protected readonly sim = inject<SimCard | null>(MAT_DIALOG_DATA);

  protected readonly submission = new Submission();
  private readonly fields = signal(fieldsOf(this.sim));
  protected readonly form = form(
    this.fields,
    (path) => {
      // A SIM card that a worker found may have no number yet.
      if (this.sim === null) required(path.number, { message: 'Enter the number of the SIM card' });
      matches(path.number, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      maxLength(path.label, 64, { message: 'At most 64 characters' });
      apply(path.limits, limitSchema);
    },
    {
      submission: {
        action: ({ number, label, limits }) =>
          this.submission.run(
            () => this.save(),
            () => ({ number, label, ...limitNames(limits) }),
          ),
      },
    },
  );

  private async save(): Promise<void> {
    const change = changeOf(this.fields());
    if (this.sim === null) await this.api.create(change as NewSimCard);
    else await this.api.change(this.sim.id, change);
    this.dialog.close(true);
  }
}
