import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Payment } from '@signalbox/contracts/office/payments';
import { allPages } from '../../core/all-pages';
import { Submission } from '../../core/form-errors';
import { InvoicesApi } from '../../core/office/invoices.api';
import { PaymentsApi } from '../../core/office/payments.api';
import { ChoiceField, type Choice } from '../choice-field';
import { FormDialog } from '../form-dialog';
import { invoiceName } from './invoice-actions';
import { moneyText } from './money';

/** Puts what no invoice has of a payment to one of the customer's. Closes with true when it is done. */
@Component({
  selector: 'sb-allocate-dialog',
  imports: [ChoiceField, FormDialog],
  template: `
    <sb-form-dialog heading="Put to an invoice" action="Put to it" [form]="form" [submission]="submission">
      <p class="muted">{{ lead }}</p>
      <sb-choice-field label="Invoice" [choices]="choices()" [hint]="hint()" [field]="form.invoice" />
    </sb-form-dialog>
  `,
})
export class AllocateDialog {
  private readonly payments = inject(PaymentsApi);
  private readonly invoices = inject(InvoicesApi);
  private readonly dialog = inject<MatDialogRef<AllocateDialog, boolean>>(MatDialogRef);
  private readonly payment = inject<Payment>(MAT_DIALOG_DATA);
  protected readonly lead =
    `${moneyText(this.payment.unallocated, this.payment.currency)} of it is credit of ${this.payment.customer_name}. ` +
    'As much as is open of the invoice is taken.';
  protected readonly choices = signal<readonly Choice[]>([]);
  protected readonly hint = signal('');
  protected readonly submission = new Submission();
  private readonly model = signal({ invoice: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.invoice, { message: 'Choose an invoice' });
    },
    {
      submission: {
        action: ({ invoice }) =>
          this.submission.run(
            () => this.put(),
            () => ({ invoice_id: invoice }),
          ),
      },
    },
  );

  constructor() {
    void this.read();
  }

  private async read(): Promise<void> {
    const limits = { customer_id: this.payment.customer_id, open: 'true' };
    // Without an answer there is nothing to choose, and what is wrong is said when it is sent.
    const open = await allPages((page) => this.invoices.list(limits, page)).catch(() => []);
    this.choices.set(
      open.map((one) => ({
        value: String(one.id),
        label: `${invoiceName(one)}, ${moneyText(one.open, one.currency)} open`,
      })),
    );
    this.hint.set(open.length === 0 ? 'Nothing is open of this customer' : '');
  }

  private async put(): Promise<void> {
    await this.payments.allocate(this.payment.id, Number(this.model().invoice));
    this.dialog.close(true);
  }
}
