import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { CannedReply } from '@signalbox/contracts/office/canned-replies';
import type { NewReply, Ticket } from '@signalbox/contracts/office/tickets';
import { AttemptKey } from '../core/attempt-key';
import { Submission } from '../core/form-errors';
import { TicketsApi } from '../core/office/tickets.api';
import { Acts } from '../ui/acts';
import { TextField } from '../ui/text-field';

/** What is said next: to the customer, or among staff, which the customer never sees. */
@Component({
  selector: 'sb-ticket-reply',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatCheckbox,
    MatIcon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    TextField,
  ],
  template: `
    <form [formRoot]="form" novalidate aria-label="What is said next" [class.inside]="isInternal()">
      @for (line of submission.trouble(); track $index) {
        <p class="note" role="alert">{{ line }}</p>
      }
      <sb-text-field [label]="isInternal() ? 'Note among staff' : 'Reply'" prose [rows]="4" [field]="form.message" />
      <div class="end">
        <span class="marks">
          <mat-checkbox [formField]="form.isInternal">Among staff only</mat-checkbox>
          @if (!isInternal() && ticket().customer_id !== null) {
            <mat-checkbox [formField]="form.bySms">Also by SMS</mat-checkbox>
          }
        </span>
        <button matButton type="button" [matMenuTriggerFor]="ready">
          <mat-icon svgIcon="list" aria-hidden="true" />Ready replies
        </button>
        <mat-menu #ready="matMenu" xPosition="before">
          @for (one of canned(); track one.id) {
            <button mat-menu-item type="button" dir="auto" (click)="fill(one)">{{ one.name }}</button>
          }
          <a mat-menu-item routerLink="/tickets/ready-replies"><mat-icon svgIcon="edit" />Write ready replies</a>
        </mat-menu>
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
    .marks {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
      margin-inline-end: auto;
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
  private readonly acts = inject(Acts);
  private readonly key = new AttemptKey();
  readonly ticket = input.required<Ticket>();
  readonly said = output();
  protected readonly canned = signal<readonly CannedReply[]>([]);
  protected readonly submission = new Submission();
  private readonly model = signal({ message: '', isInternal: false, bySms: false });
  protected readonly isInternal = computed(() => this.model().isInternal);
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.message, { message: 'Write something' });
      maxLength(path.message, 10_000, { message: 'At most 10,000 characters' });
    },
    {
      submission: {
        action: ({ message, bySms }) =>
          this.submission.run(
            () => this.say(),
            () => ({ message, by_sms: bySms }),
          ),
      },
    },
  );

  constructor() {
    // A help, not a need: without an answer there are none.
    this.api.allReadyReplies().then(
      (all) => this.canned.set(all),
      () => undefined,
    );
  }

  /** What is written already stays before it. */
  protected async fill({ id }: CannedReply): Promise<void> {
    await this.acts.try(async () => {
      const text = await this.api.filled(this.ticket().id, id);
      this.model.update((model) => ({ ...model, message: [model.message.trim(), text].filter(Boolean).join('\n\n') }));
    });
  }

  private async say(): Promise<void> {
    const { message, isInternal, bySms } = this.model();
    const reply: NewReply = { message: message.trim(), is_internal: isInternal, by_sms: bySms && !isInternal };
    await this.api.reply(this.ticket().id, reply, this.key.for(reply));
    this.key.done();
    this.form().reset({ message: '', isInternal, bySms });
    this.said.emit();
  }
}
