import { Component, inject, signal } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatOptgroup, MatOption, MatSelect } from '@angular/material/select';
import type { Webhook, WebhookWithSecret } from '@signalbox/contracts/webhooks';
import { SessionStore } from '../core/session';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { OUTLINED } from '../ui/outlined';
import { NumberField, TextField } from '../ui/text-field';
import { webhookDraft } from './webhook-draft';
import { WebhookFilterFields } from './webhook-filter';
import { eventGroups } from './webhook-words';

/** A new webhook, which shows its secret then; or one to be changed. */
@Component({
  selector: 'sb-webhook-dialog',
  imports: [
    CopyField,
    FormDialog,
    FormField,
    MatError,
    MatFormField,
    MatLabel,
    MatOptgroup,
    MatOption,
    MatSelect,
    NoticeDialog,
    NumberField,
    TextField,
    WebhookFilterFields,
  ],
  providers: [OUTLINED],
  template: `
    @if (made(); as webhook) {
      <sb-notice-dialog heading="Copy the secret now" close="Done">
        <p>This is the only time that it is shown. The receiver checks with it that a delivery is ours.</p>
        <sb-copy-field [text]="webhook.secret" />
      </sb-notice-dialog>
    } @else {
      @let form = draft.form;
      <sb-form-dialog
        [heading]="webhook === null ? 'New webhook' : 'Edit webhook'"
        [action]="webhook === null ? 'Create' : 'Save'"
        [form]="form"
        [submission]="draft.submission"
      >
        @if (!callbacks) {
          <sb-text-field label="Address" placeholder="https://crm.example.com/hook" [field]="form.url" />
          <mat-form-field>
            <mat-label>Events</mat-label>
            <mat-select multiple [formField]="form.events">
              @for (group of groups; track group.label) {
                <mat-optgroup [label]="group.label">
                  @for (choice of group.choices; track choice.value) {
                    <mat-option [value]="choice.value">{{ choice.label }}</mat-option>
                  }
                </mat-optgroup>
              }
            </mat-select>
            @for (error of form.events().errors(); track $index) {
              <mat-error>{{ error.message }}</mat-error>
            }
          </mat-form-field>
          <sb-webhook-filter [form]="form" [webhook]="webhook" />
        }
        <div class="pair">
          <sb-text-field label="Name" hint="What it is for" [field]="form.description" />
          <sb-number-field label="Attempts at most" hint="Empty: for 48 hours" [field]="form.attempts" />
        </div>
        <sb-text-field
          label="Own headers"
          placeholder="Authorization: Bearer abc"
          [hint]="webhook?.headers?.length ? 'Empty leaves those that there are' : 'A line each; not shown again'"
          [rows]="2"
          [field]="form.headers"
        />
      </sb-form-dialog>
    }
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class WebhookDialog {
  private readonly dialog = inject<MatDialogRef<WebhookDialog, Webhook>>(MatDialogRef);
  private readonly session = inject(SessionStore);
  protected readonly webhook = inject<Webhook | null>(MAT_DIALOG_DATA);
  protected readonly callbacks = this.webhook?.kind === 'callbacks';
  protected readonly groups = eventGroups((permission) => this.session.can(permission));
  protected readonly made = signal<WebhookWithSecret | null>(null);
  protected readonly draft = webhookDraft(this.webhook, (stored) => {
    if ('secret' in stored) this.made.set(stored);
    else this.dialog.close(stored);
  });
}
