import { Component, inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { isFreeText } from '@signalbox/contracts/rules';
import { AttemptKey } from '../../core/attempt-key';
import { Submission, matches } from '../../core/form-errors';
import { FormDialog } from '../form-dialog';
import { TextField } from '../text-field';
import { amountTrouble } from './money';

/** Something that is done to the books: it wants a reason, which stands in them, and says what it leads to. */
export interface Reasoned {
  heading: string;
  /** What follows from it. */
  text: string;
  /** The word on the button that does it. */
  action: string;
  /** How much of it; without one it is the whole. */
  amount?: { most: number; value: string; currency: string };
  /** `key` makes a repeated request harmless. */
  run: (reason: string, amount: string, key: string) => Promise<unknown>;
}

/** Asks why, and does it. Closes with true when it is done. */
@Component({
  selector: 'sb-reason-dialog',
  imports: [FormDialog, TextField],
  template: `
    <sb-form-dialog [heading]="about.heading" [action]="about.action" [form]="form" [submission]="submission">
      <p class="muted" dir="auto">{{ about.text }}</p>
      @if (about.amount; as amount) {
        <sb-text-field [label]="'Amount in ' + amount.currency" inputmode="decimal" [field]="form.amount" />
      }
      <sb-text-field label="Reason" hint="It stands in the books, for those who look later" [field]="form.reason" />
    </sb-form-dialog>
  `,
})
export class ReasonDialog {
  private readonly dialog = inject<MatDialogRef<ReasonDialog, boolean>>(MatDialogRef);
  private readonly key = new AttemptKey();
  protected readonly about = inject<Reasoned>(MAT_DIALOG_DATA);
  protected readonly submission = new Submission();
  private readonly model = signal({ amount: this.about.amount?.value ?? '', reason: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      const { amount } = this.about;
      validate(path.amount, ({ value }) => {
        const message = amount === undefined ? null : amountTrouble(value(), amount.currency, amount.most);
        return message === null ? undefined : { kind: 'amount', message };
      });
      required(path.reason, { message: 'Say why' });
      matches(path.reason, isFreeText(200), 'At most 200 characters');
    },
    {
      submission: {
        action: ({ amount, reason }) =>
          this.submission.run(
            () => this.do(),
            () => ({ amount, reason }),
          ),
      },
    },
  );

  private async do(): Promise<void> {
    const { amount, reason } = this.model();
    await this.about.run(reason.trim(), amount.trim(), this.key.for({ amount, reason }));
    this.dialog.close(true);
  }
}
