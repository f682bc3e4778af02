import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Customer } from '@signalbox/contracts/office/customers';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { CUSTOMERS, choicesOf } from '../ui/office/words';
import { TextField } from '../ui/text-field';
import { customerDraft } from './customer-draft';

/** A new customer, or what is known of one, to be changed. Closes with it. */
@Component({
  selector: 'sb-customer-dialog',
  imports: [ChoiceField, FormDialog, TextField],
  template: `
    @let form = draft.form;
    <sb-form-dialog
      [heading]="customer === null ? 'New customer' : 'Edit ' + customer.name"
      [action]="customer === null ? 'Create' : 'Save'"
      [form]="form"
      [submission]="draft.submission"
    >
      <sb-text-field label="Name" [field]="form.name" />
      <div class="pair">
        <sb-text-field label="Phone" type="tel" placeholder="+254 712 345 678" [field]="form.phone" />
        <sb-text-field label="Email" type="email" [field]="form.email" />
      </div>
      <sb-text-field label="Address" [field]="form.address" />
      <div class="pair">
        <sb-text-field label="City" [field]="form.city" />
        <sb-text-field label="Country" [field]="form.country" />
      </div>
      <div class="pair">
        <sb-text-field label="Kind of account" hint="Such as home or business" [field]="form.type" />
        <sb-choice-field label="Status" [choices]="statuses" [field]="form.status" />
      </div>
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class CustomerDialog {
  private readonly dialog = inject<MatDialogRef<CustomerDialog, Customer>>(MatDialogRef);
  protected readonly customer = inject<Customer | null>(MAT_DIALOG_DATA);
  protected readonly statuses = choicesOf(CUSTOMERS);
  protected readonly draft = customerDraft(this.customer, (customer) => this.dialog.close(customer));
}
