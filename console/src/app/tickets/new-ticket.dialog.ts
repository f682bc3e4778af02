import { Component, inject, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { NewTicket, Ticket, TicketPriority } from '@signalbox/contracts/office/tickets';
import { isFreeText } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { Submission, matches } from '../core/form-errors';
import { TicketsApi } from '../core/office/tickets.api';
import { orNone } from '../core/or-none';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { CustomerField, type PickedCustomer } from '../ui/office/customer-field';
import { PRIORITIES, choicesOf } from '../ui/office/words';
import { TextField } from '../ui/text-field';

/** Writes down what somebody wants seen to. Closes with the ticket. */
@Component({
  selector: 'sb-new-ticket-dialog',
  imports: [ChoiceField, CustomerField, FormDialog, TextField],
  template: `
    <sb-form-dialog heading="New ticket" action="Create" [form]="form" [submission]="submission">
      <sb-customer-field label="Customer, if it is one" [field]="form.customer" />
      <sb-text-field label="Subject" [field]="form.subject" />
      <sb-text-field label="What it is about" prose [rows]="5" [field]="form.description" />
      <div class="pair">
        <sb-choice-field label="Priority" [choices]="priorities" [field]="form.priority" />
        <sb-text-field label="Category" hint="Such as outage or billing" [field]="form.category" />
      </div>
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class NewTicketDialog {
  private readonly api = inject(TicketsApi);
  private readonly dialog = inject<MatDialogRef<NewTicketDialog, Ticket>>(MatDialogRef);
  private readonly key = new AttemptKey();
  protected readonly priorities = choicesOf(PRIORITIES);
  protected readonly submission = new Submission();
  private readonly model = signal({
    customer: inject<PickedCustomer | null>(MAT_DIALOG_DATA),
    subject: '',
    description: '',
    priority: 'medium',
    category: '',
  });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.subject, { message: 'Say in a line what it is about' });
      matches(path.subject, isFreeText(200), 'At most 200 characters');
      required(path.description, { message: 'Write what is wanted' });
      maxLength(path.description, 10_000, { message: 'At most 10,000 characters' });
      matches(path.category, isFreeText(64), 'At most 64 characters');
    },
    {
      submission: {
        action: ({ customer, subject, description, priority, category }) =>
          this.submission.run(
            () => this.create(),
            () => ({ customer_id: customer, subject, description, priority, category }),
          ),
      },
    },
  );

  private async create(): Promise<void> {
    const { customer, subject, description, priority, category } = this.model();
    const ticket: NewTicket = {
      customer_id: customer?.id ?? null,
      subject: subject.trim(),
      description: description.trim(),
      priority: priority as TicketPriority,
      category: orNone(category),
    };
    this.dialog.close(await this.api.create(ticket, this.key.for(ticket)));
  }
}
