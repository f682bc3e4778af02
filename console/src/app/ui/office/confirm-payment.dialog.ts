import { Component, inject, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Payment } from '@signalbox/contracts/office/payments';
import { isFreeText } from '@signalbox/contracts/rules';
import { Submission, matches } from '../../core/form-errors';
import { PaymentsApi } from '../../core/office/payments.api';
import { FormDialog } from '../form-dialog';
import { TextField } from '../text-field';
import { moneyText } from './money';
import { METHODS } from './words';

/** Says that the money of a payment is here, which books it. Closes with true when it is done. */
@Component({
  selector: 'sb-confirm-payment-dialog',
  imports: [FormDialog, TextField],
  template: `
    <sb-form-dialog heading="Confirm the payment" action="Confirm" [form]="form" [submission]="submission">
      <p class="muted" dir="auto">{{ lead }}</p>
      <sb-text-field
        label="Reference"
        [hint]="payment.method === 'mpesa' ? 'The receipt of M-Pesa' : 'Of the bank or the receipt, if there is one'"
        [field]="form.reference"
      />
    </sb-form-dialog>
  `,
})
export class ConfirmPaymentDialog {
  private readonly api = inject(PaymentsApi);
  private readonly dialog = inject<MatDialogRef<ConfirmPaymentDialog, boolean>>(MatDialogRef);
  protected readonly payment = inject<Payment>(MAT_DIALOG_DATA);
  protected readonly submission = new Submission();
  protected readonly lead =
    `${moneyText(this.payment.amount, this.payment.currency)} of ${this.payment.customer_name}, ${METHODS[this.payment.method]}: ` +
    'it is booked, and put to what is open. It can only be refunded after that.';
  private readonly model = signal({ reference: this.payment.reference ?? '' });
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.reference, ({ value }) =>
        value().trim() === '' && this.payment.method === 'mpesa'
          ? { kind: 'receipt', message: 'Enter the receipt of M-Pesa' }
          : undefined,
      );
      matches(path.reference, isFreeText(64), 'At most 64 characters');
    },
    {
      submission: {
        action: ({ reference }) =>
          this.submission.run(
            () => this.done(),
            () => ({ reference }),
          ),
      },
    },
  );

  private async done(): Promise<void> {
    await this.api.confirm(this.payment.id, this.model().reference.trim());
    this.dialog.close(true);
  }
}
