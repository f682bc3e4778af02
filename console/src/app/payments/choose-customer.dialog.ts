import { Component, inject, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { UnmatchedPayment } from '@signalbox/contracts/office/mpesa';
import { Submission } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { CustomerField, type PickedCustomer } from '../ui/office/customer-field';
import { moneyText } from '../ui/office/money';

/** Asks whose a payment is. Closes with the customer. */
@Component({
  selector: 'sb-choose-customer-dialog',
  imports: [CustomerField, FormDialog],
  template: `
    <sb-form-dialog heading="Whose is it?" action="Book it" [form]="form" [submission]="submission">
      <p class="muted">{{ lead }}</p>
      <sb-customer-field [field]="form.customer" />
    </sb-form-dialog>
  `,
})
export class ChooseCustomerDialog {
  private readonly dialog = inject<MatDialogRef<ChooseCustomerDialog, PickedCustomer>>(MatDialogRef);
  private readonly payment = inject<UnmatchedPayment>(MAT_DIALOG_DATA);
  protected readonly lead = `${moneyText(this.payment.amount, this.payment.currency)} is booked to the customer, and put to the oldest open invoices.`;
  protected readonly submission = new Submission();
  private readonly model = signal<{ customer: PickedCustomer | null }>({ customer: null });
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.customer, ({ value }) =>
        value() === null ? { kind: 'customer', message: 'Choose a customer' } : undefined,
      );
    },
    {
      submission: {
        action: ({ customer }) =>
          this.submission.run(
            () => Promise.resolve(this.dialog.close(this.model().customer ?? undefined)),
            () => ({ customer_id: customer }),
          ),
      },
    },
  );
}
