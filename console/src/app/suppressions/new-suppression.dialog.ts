import { Component, inject, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import { MatDialogRef } from '@angular/material/dialog';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import { Submission, matches } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { TextField } from '../ui/text-field';
import { SuppressionsApi } from '../core/suppressions.api';

/** Puts one number onto the list. Closes with true when it is there. */
@Component({
  selector: 'sb-new-suppression-dialog',
  imports: [FormDialog, TextField],
  templateUrl: './new-suppression.dialog.html',
})
export class NewSuppressionDialog {
  private readonly api = inject(SuppressionsApi);
  private readonly dialog = inject<MatDialogRef<NewSuppressionDialog, boolean>>(MatDialogRef);
  protected readonly submission = new Submission();
  private readonly model = signal({ number: '', note: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.number, { message: 'Enter the number' });
      matches(path.number, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      maxLength(path.note, 200, { message: 'At most 200 characters' });
    },
    {
      submission: {
        action: ({ number, note }) =>
          this.submission.run(
            () => this.add(),
            () => ({ number, note }),
          ),
      },
    },
  );

  private async add(): Promise<void> {
    const number = this.model().number.trim();
    const note = this.model().note.trim();
    await this.api.add(note === '' ? { number } : { number, note });
    this.dialog.close(true);
  }
}
