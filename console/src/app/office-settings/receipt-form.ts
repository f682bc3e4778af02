import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, maxLength, required } from '@angular/forms/signals';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { ReceiptSettings } from '@signalbox/contracts/office/payments';
import { draftOf } from '../core/draft';
import { Submission } from '../core/form-errors';
import { OfficeSettingsApi } from '../core/office/settings.api';
import { SettingsForm } from '../ui/settings-form';
import { TextField } from '../ui/text-field';

/** Whether customers hear by SMS that their payments are booked, and in which words. */
@Component({
  selector: 'sb-receipt-form',
  imports: [FormField, MatSlideToggle, SettingsForm, TextField],
  template: `
    @let draft = made();
    <sb-settings-form [form]="draft.form" [submission]="draft.submission">
      <mat-slide-toggle hideIcon [formField]="draft.form.enabled"
        >Customers hear by SMS that a payment is booked</mat-slide-toggle
      >
      <sb-text-field label="Text" prose [rows]="4" [hint]="PLACES" [field]="draft.form.text" />
    </sb-settings-form>
  `,
})
export class ReceiptForm {
  private readonly api = inject(OfficeSettingsApi);
  readonly settings = input.required<ReceiptSettings>();
  readonly stored = output<ReceiptSettings>();
  protected readonly PLACES = '{{name}}, {{amount}}, {{reference}}, {{account}} and {{balance}} are filled in';
  private readonly key = computed(() => JSON.stringify(this.settings()));
  protected readonly made = draftOf(this.key, () => this.draft(this.settings()));

  private draft(settings: ReceiptSettings) {
    const fields = signal({ ...settings });
    const submission = new Submission();
    const tree = form(
      fields,
      (path) => {
        required(path.text, { message: 'Write what they hear' });
        maxLength(path.text, 320, { message: 'At most 320 characters' });
      },
      {
        submission: {
          action: ({ enabled, text }) =>
            submission.run(
              async () => {
                const change = { enabled: fields().enabled, text: fields().text.trim() };
                this.stored.emit(await this.api.setReceipts(change));
              },
              () => ({ enabled, text }),
            ),
        },
      },
    );
    return { form: tree, submission };
  }
}
