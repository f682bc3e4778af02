import { Component, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { Webhook } from '@signalbox/contracts/webhooks';
import { Submission } from '../core/form-errors';
import { ChoiceField } from '../ui/choice-field';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { WebhooksApi } from './webhooks.api';

/** Gives a webhook another secret, and shows it: the only time that anybody sees it. */
@Component({
  selector: 'sb-rotation-dialog',
  imports: [ChoiceField, CopyField, FormDialog, NoticeDialog],
  template: `
    @if (secret(); as secret) {
      <sb-notice-dialog heading="Copy the secret now" close="Done">
        <p>This is the only time that it is shown. Set it at the receiver.</p>
        <sb-copy-field [text]="secret" />
      </sb-notice-dialog>
    } @else {
      <sb-form-dialog heading="New secret" action="Rotate" [form]="form" [submission]="submission">
        <sb-choice-field
          label="The old secret"
          hint="While both sign, the receiver can be changed without a gap"
          [choices]="choices"
          [field]="form.keep"
        />
      </sb-form-dialog>
    }
  `,
})
export class RotationDialog {
  private readonly api = inject(WebhooksApi);
  private readonly webhook = inject<Webhook>(MAT_DIALOG_DATA);
  protected readonly secret = signal<string | null>(null);
  protected readonly submission = new Submission();
  protected readonly choices = [
    { value: '24', label: 'Signs for another day' },
    { value: '168', label: 'Signs for another week' },
    { value: '0', label: 'Ends now' },
  ];
  private readonly model = signal({ keep: '24' });
  protected readonly form = form(this.model, () => undefined, {
    submission: {
      action: ({ keep }) =>
        this.submission.run(
          async () => this.secret.set((await this.api.rotate(this.webhook.id, Number(keep().value()))).secret),
          () => ({ keep_hours: keep }),
        ),
    },
  });
}
