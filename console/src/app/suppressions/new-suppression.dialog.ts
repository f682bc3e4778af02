import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import { Submission, matches } from '../core/form-errors';
import { OUTLINED } from '../ui/outlined';
import { SuppressionsApi } from './suppressions.api';

/** Puts one number onto the list. Closes with true when it is there. */
@Component({
  selector: 'sb-new-suppression-dialog',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
  ],
  providers: [OUTLINED],
  templateUrl: './new-suppression.dialog.html',
  styleUrl: './suppression.dialog.scss',
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
