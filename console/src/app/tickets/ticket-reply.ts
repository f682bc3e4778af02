import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import type { NewReply, Ticket } from '@signalbox/contracts/office/tickets';
import { AttemptKey } from '../core/attempt-key';
import { Submission } from '../core/form-errors';
import { TicketsApi } from '../core/office/tickets.api';
import { TextField } from '../ui/text-field';

/** What is said next: to the customer, or among staff, which the customer never sees. */
@Component({
  selector: 'sb-ticket-reply',
  imports: [FormField, FormRoot, MatButton, MatCheckbox, TextField],
  template: `
    <form [formRoot]="form" novalidate aria-label="Reply" [class.inside]="isInternal()">
      @for (line of submission.trouble(); track $index) {
        <p class="note" role="alert">{{ line }}</p>
      }
      <sb-text-field [label]="isInternal() ? 'Note among staff' : 'Reply'" prose [rows]="4" [field]="form.message" />
      <div class="end">
        <mat-checkbox [formField]="form.isInternal">Among staff only</mat-checkbox>
        <button matButton="filled" type="submit" [disabled]="form().submitting()">
          {{ isInternal() ? 'Keep the note' : 'Send the reply' }}
        </button>
      </div>
    </form>
  `,
  styles: `
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding: 18px;
      border-radius: var(--sb-radius);
    }
    .inside {
      background: color-mix(in srgb, var(--sb-status-unsure) 8%, var(--sb-surface));
    }
    .end {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 16px;
    }
  `,
  styleUrl: '../ui/dialog-form.scss',
  host: { class: 'card', style: 'display: block' },
})
export class TicketReply {
  private readonly api = inject(TicketsApi);
  private readonly key = new AttemptKey();
  readonly ticket = input.required<Ticket>();
  readonly said = output();
  protected readonly submission = new Submission();
  private readonly model = signal({ message: '', isInternal: false });
  protected readonly isInternal = computed(() => this.model().isInternal);
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.message, { message: 'Write something' });
      maxLength(path.message, 10_000, { message: 'At most 10,000 characters' });
    },
    {
      submission: {
        action: ({ message }) =>
          this.submission.run(
            () => this.say(),
            () => ({ message }),
          ),
      },
    },
  );

  private async say(): Promise<void> {
    const { message, isInternal } = this.model();
    const reply: NewReply = { message: message.trim(), is_internal: isInternal };
    await this.api.reply(this.ticket().id, reply, this.key.for(reply));
    this.key.done();
    this.form().reset({ message: '', isInternal });
    this.said.emit();
  }
}
