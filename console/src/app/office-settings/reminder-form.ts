import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, maxLength, required, validate } from '@angular/forms/signals';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { ReminderSettings } from '@signalbox/contracts/office/reminders';
import { draftOf } from '../core/draft';
import { Submission } from '../core/form-errors';
import { OfficeSettingsApi } from '../core/office/settings.api';
import { SettingsForm } from '../ui/settings-form';
import { TextField } from '../ui/text-field';
import { DAYS_EXPECTED, daysOf } from './reminder-days';

/** Whether customers hear by SMS that an invoice is overdue, when, and in which words. */
@Component({
  selector: 'sb-reminder-form',
  imports: [FormField, MatSlideToggle, SettingsForm, TextField],
  template: `
    @let draft = made();
    <sb-settings-form [form]="draft.form" [submission]="draft.submission">
      <mat-slide-toggle hideIcon [formField]="draft.form.enabled"
        >Customers hear by SMS that an invoice is overdue</mat-slide-toggle
      >
      <sb-text-field
        label="Days after it was due"
        hint="At nine in the morning; held for three days while a payment waits to be confirmed"
        [field]="draft.form.days"
      />
      <sb-text-field label="Text" prose [rows]="4" [hint]="PLACES" [field]="draft.form.text" />
    </sb-settings-form>
  `,
})
export class ReminderForm {
  private readonly api = inject(OfficeSettingsApi);
  readonly settings = input.required<ReminderSettings>();
  readonly stored = output<ReminderSettings>();
  protected readonly PLACES = '{{name}}, {{number}}, {{amount}}, {{due}}, {{account}} and {{balance}} are filled in';
  private readonly key = computed(() => JSON.stringify(this.settings()));
  protected readonly made = draftOf(this.key, () => this.draft(this.settings()));

  private draft({ enabled, days, text }: ReminderSettings) {
    const fields = signal({ enabled, days: days.join(', '), text });
    const submission = new Submission();
    const save = async (): Promise<void> => {
      const now = fields();
      const change = { enabled: now.enabled, days: daysOf(now.days) ?? [], text: now.text.trim() };
      this.stored.emit(await this.api.setReminders(change));
    };
    const tree = form(
      fields,
      (path) => {
        validate(path.days, ({ value }) =>
          daysOf(value()) === null ? { kind: 'days', message: DAYS_EXPECTED } : undefined,
        );
        required(path.text, { message: 'Write what they hear' });
        maxLength(path.text, 320, { message: 'At most 320 characters' });
      },
      {
        submission: {
          action: (of) => submission.run(save, () => ({ enabled: of.enabled, days: of.days, text: of.text })),
        },
      },
    );
    return { form: tree, submission };
  }
}
