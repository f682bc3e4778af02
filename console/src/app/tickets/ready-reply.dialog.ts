import { Component, inject, signal } from '@angular/core';
import { form, maxLength, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { CannedReply } from '@signalbox/contracts/office/canned-replies';
import { REPLY_PLACES, isFreeText } from '@signalbox/contracts/rules';
import { missingColumns } from '@signalbox/contracts/template';
import { Submission, matches } from '../core/form-errors';
import { TicketsApi } from '../core/office/tickets.api';
import { FormDialog } from '../ui/form-dialog';
import { TextField } from '../ui/text-field';

/** A reply that is ready, a new one with null. Closes with it. */
@Component({
  selector: 'sb-ready-reply-dialog',
  imports: [FormDialog, TextField],
  template: `
    <sb-form-dialog
      [heading]="reply === null ? 'New ready reply' : 'Edit ' + reply.name"
      action="Save"
      [form]="form"
      [submission]="submission"
    >
      <sb-text-field label="Name" hint="By which it is chosen" [field]="form.name" />
      <sb-text-field label="Text" prose [rows]="7" [field]="form.text" />
      <p class="muted">{{ places }} are filled in. A fallback stands behind a bar: {{ fallback }}.</p>
    </sb-form-dialog>
  `,
  styles: 'p { font-size: 13px; overflow-wrap: anywhere; }',
})
export class ReadyReplyDialog {
  private readonly api = inject(TicketsApi);
  private readonly dialog = inject<MatDialogRef<ReadyReplyDialog, CannedReply>>(MatDialogRef);
  protected readonly reply = inject<CannedReply | null>(MAT_DIALOG_DATA);
  protected readonly submission = new Submission();
  protected readonly places = REPLY_PLACES.map((name) => `{{${name}}}`).join(', ');
  protected readonly fallback = '{{first_name|there}}';
  private readonly model = signal({ name: this.reply?.name ?? '', text: this.reply?.text ?? '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Say by which name it is chosen' });
      matches(path.name, isFreeText(64), 'At most 64 characters');
      required(path.text, { message: 'Write what is answered' });
      maxLength(path.text, 10_000, { message: 'At most 10,000 characters' });
      validate(path.text, ({ value }) => {
        const [unknown] = missingColumns(value(), REPLY_PLACES);
        return unknown === undefined ? undefined : { kind: 'place', message: `Nothing fills {{${unknown}}}` };
      });
    },
    {
      submission: {
        action: ({ name, text }) =>
          this.submission.run(
            () => this.save(),
            () => ({ name, text }),
          ),
      },
    },
  );

  private async save(): Promise<void> {
    const { name, text } = this.model();
    this.dialog.close(await this.api.keepReady(this.reply?.id ?? null, { name: name.trim(), text: text.trim() }));
  }
}
