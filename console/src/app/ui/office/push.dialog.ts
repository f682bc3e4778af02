import { Component, inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { NewPush } from '@signalbox/contracts/office/mpesa';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import { AttemptKey } from '../../core/attempt-key';
import { Submission, matches } from '../../core/form-errors';
import { MpesaApi } from '../../core/office/mpesa.api';
import { failureOf } from '../../core/problem';
import { FormDialog } from '../form-dialog';
import { TextField } from '../text-field';
import { amountTrouble } from './money';

/** Who is asked for a payment, and for what. */
export interface PushFor {
  customer: { id: number; name: string };
  /** Null where it is not known: it is the customer's then. */
  phone: string | null;
  invoice: { id: number; number: string | null } | null;
  /** What is owed. */
  owed: number;
  currency: string;
}

/** `asked`: the phone has it. `unknown`: nobody can say. */
export type PushOutcome = 'asked' | 'unknown';

/** M-Pesa did not answer: it may have reached the phone. */
const UNKNOWN = 504;

/** Asks a phone for a payment by M-Pesa, once. Closes with what came of it. */
@Component({
  selector: 'sb-push-dialog',
  imports: [FormDialog, TextField],
  template: `
    <sb-form-dialog heading="Ask for payment by M-Pesa" action="Ask" [form]="form" [submission]="submission">
      <p class="muted" dir="auto">
        {{ lead }}
        @if (about.invoice?.number; as number) {
          <span class="whole">{{ number }}.</span>
        }
      </p>
      <div class="pair">
        <sb-text-field label="Phone" type="tel" [hint]="phoneHint" [field]="form.phone" />
        <sb-text-field
          [label]="'Amount in ' + about.currency"
          hint="Whole shillings"
          inputmode="decimal"
          [field]="form.amount"
        />
      </div>
    </sb-form-dialog>
  `,
  styles: '.whole { white-space: nowrap; }',
  styleUrl: '../dialog-form.scss',
})
export class PushDialog {
  private readonly api = inject(MpesaApi);
  private readonly dialog = inject<MatDialogRef<PushDialog, PushOutcome>>(MatDialogRef);
  private readonly key = new AttemptKey();
  protected readonly about = inject<PushFor>(MAT_DIALOG_DATA);
  protected readonly submission = new Submission();
  protected readonly phoneHint = this.about.phone === null ? 'Empty: the customer’s' : '';
  protected readonly lead =
    `${this.about.customer.name} sees the request on the phone and enters the PIN` +
    (this.about.invoice === null ? '. It pays the oldest open invoices.' : '; it pays invoice');
  private readonly model = signal({ phone: this.about.phone ?? '', amount: wholeOf(this.about.owed) });
  protected readonly form = form(
    this.model,
    (path) => {
      matches(path.phone, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      required(path.amount, { message: 'Say how much' });
      validate(path.amount, ({ value }) => {
        const message = value().trim() === '' ? null : amountTrouble(value(), this.about.currency);
        return message === null ? undefined : { kind: 'amount', message };
      });
    },
    {
      submission: {
        action: ({ phone, amount }) =>
          this.submission.run(
            () => this.ask(),
            () => ({ phone, amount }),
          ),
      },
    },
  );

  private async ask(): Promise<void> {
    const { phone, amount } = this.model();
    const push: NewPush = {
      customer_id: this.about.customer.id,
      ...(this.about.invoice !== null && { invoice_id: this.about.invoice.id }),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      amount: amount.trim(),
    };
    try {
      await this.api.push(push, this.key.for(push));
      this.dialog.close('asked');
    } catch (error) {
      // Nobody presses again what may have been asked for already.
      if (failureOf(error).status !== UNKNOWN) throw error;
      this.dialog.close('unknown');
    }
  }
}

/** M-Pesa moves no cents: what is owed is asked for in full. */
const wholeOf = (owed: number): string => (owed > 0 ? String(Math.ceil(owed)) : '');
