import { Component, inject, signal } from '@angular/core';
import { form, max, min, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Silence } from '@signalbox/contracts/alert-channels';
import { isFreeText } from '@signalbox/contracts/rules';
import { AlertsApi } from '../core/alerts.api';
import { Submission, matches } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { NumberField, TextField } from '../ui/text-field';
import { matchersOf } from './alert-words';

const HOUR = 3_600_000;
const YEAR_HOURS = 8_760;

/** What nobody is told for a while. Closes with it. */
@Component({
  selector: 'sb-silence-dialog',
  imports: [FormDialog, NumberField, TextField],
  template: `
    <sb-form-dialog heading="Silence" action="Silence" [form]="form" [submission]="submission">
      <sb-text-field
        label="Alerts with"
        hint="A label and its value a line, such as kind=sim_offline; * at the end is anything"
        [rows]="3"
        [field]="form.about"
      />
      <sb-text-field label="Why" [field]="form.reason" />
      <sb-number-field label="For how many hours" [field]="form.hours" />
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class SilenceDialog {
  private readonly api = inject(AlertsApi);
  private readonly dialog = inject<MatDialogRef<SilenceDialog, Silence>>(MatDialogRef);
  private readonly model = signal<{ about: string; reason: string; hours: number | null }>({
    about: inject<string | null>(MAT_DIALOG_DATA) ?? '',
    reason: '',
    hours: 2,
  });
  protected readonly submission = new Submission();
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.about, { message: 'Say which alerts' });
      matches(path.about, (lines) => matchersOf(lines) !== null, 'Expected a label, = and its value in each line');
      required(path.reason, { message: 'Say why' });
      matches(path.reason, isFreeText(200), 'At most 200 characters');
      required(path.hours, { message: 'Say for how long' });
      min(path.hours, 0.1, { message: 'Expected a time' });
      max(path.hours, YEAR_HOURS, { message: 'A year at most' });
    },
    {
      submission: {
        action: ({ about, reason, hours }) =>
          this.submission.run(
            async () => this.dialog.close(await this.save()),
            () => ({ matchers: about, reason, ends_at: hours }),
          ),
      },
    },
  );

  private save(): Promise<Silence> {
    const { about, reason, hours } = this.model();
    const ends_at = new Date(Date.now() + (hours ?? 0) * HOUR).toISOString();
    return this.api.silence({ matchers: matchersOf(about) ?? {}, reason: reason.trim(), ends_at });
  }
}
