import { Component, inject, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Invoice } from '@signalbox/contracts/office/invoices';
import type { NewPayment, PaymentDetail, PaymentMethod } from '@signalbox/contracts/office/payments';
import { isFreeText } from '@signalbox/contracts/rules';
import { AttemptKey } from '../../core/attempt-key';
import { Submission, matches } from '../../core/form-errors';
import { PaymentsApi } from '../../core/office/payments.api';
import { ChoiceField } from '../choice-field';
import { FormDialog } from '../form-dialog';
import { TextField } from '../text-field';
import { CustomerField, type PickedCustomer } from './customer-field';
import { amountTrouble, moneyText } from './money';
import { METHODS, choicesOf } from './words';

/** What is known already of a payment that is written down. */
export interface PaymentFor {
  customer: PickedCustomer | null;
  invoice: Pick<Invoice, 'id' | 'number' | 'open' | 'currency'> | null;
}

/** Writes down a payment that came by hand; it is pending until somebody confirms it. Closes with it. */
@Component({
  selector: 'sb-payment-dialog',
  imports: [ChoiceField, CustomerField, FormDialog, TextField],
  template: `
    <sb-form-dialog heading="Record a payment" action="Record" [form]="form" [submission]="submission">
      <p class="muted">{{ lead }}</p>
      @if (about.customer === null) {
        <sb-customer-field [field]="form.customer" />
      }
      <div class="pair">
        <sb-text-field label="Amount" inputmode="decimal" [field]="form.amount" />
        <sb-choice-field label="Method" [choices]="methods" [field]="form.method" />
      </div>
      <sb-text-field
        label="Reference"
        hint="Of the bank or the receipt; no two have the same"
        [field]="form.reference"
      />
      <sb-text-field label="Note" [field]="form.note" />
    </sb-form-dialog>
  `,
  styleUrl: '../dialog-form.scss',
})
export class PaymentDialog {
  private readonly api = inject(PaymentsApi);
  private readonly dialog = inject<MatDialogRef<PaymentDialog, PaymentDetail>>(MatDialogRef);
  private readonly key = new AttemptKey();
  protected readonly about = inject<PaymentFor>(MAT_DIALOG_DATA);
  protected readonly methods = choicesOf(METHODS);
  protected readonly submission = new Submission();
  protected readonly lead = leadOf(this.about);
  private readonly model = signal({
    customer: this.about.customer,
    amount: this.about.invoice ? String(this.about.invoice.open) : '',
    method: 'mpesa',
    reference: '',
    note: '',
  });
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.customer, ({ value }) =>
        value() === null && this.about.invoice === null ? { kind: 'customer', message: 'Choose who paid' } : undefined,
      );
      validate(path.amount, ({ value }) => {
        const currency = this.model().customer?.currency ?? this.about.invoice?.currency ?? '';
        const message = amountTrouble(value(), currency);
        return message === null ? undefined : { kind: 'amount', message };
      });
      matches(path.reference, isFreeText(64), 'At most 64 characters');
      matches(path.note, isFreeText(200), 'At most 200 characters');
    },
    {
      submission: {
        action: ({ customer, amount, method, reference, note }) =>
          this.submission.run(
            () => this.record(),
            () => ({ customer_id: customer, amount, method, reference, note }),
          ),
      },
    },
  );

  private async record(): Promise<void> {
    const { customer, amount, method, reference, note } = this.model();
    const payment: NewPayment = {
      ...(customer === null ? {} : { customer_id: customer.id }),
      ...(this.about.invoice === null ? {} : { invoice_id: this.about.invoice.id }),
      amount: amount.trim(),
      method: method as PaymentMethod,
      ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    this.dialog.close(await this.api.create(payment, this.key.for(payment)));
  }
}

function leadOf({ customer, invoice }: PaymentFor): string {
  if (invoice !== null) {
    return `For invoice ${invoice.number ?? ''}, of which ${moneyText(invoice.open, invoice.currency)} is open.`;
  }
  return `It goes to the oldest open invoices${customer === null ? '' : ` of ${customer.name}`}; what is over is credit.`;
}
