import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { isPassword } from '@signalbox/contracts/rules';
import { AccountApi } from '../core/account.api';
import { matches, Submission } from '../core/form-errors';
import { SessionStore } from '../core/session';
import { OUTLINED } from './outlined';

/** Changes one's own password. What is open elsewhere ends; this tab goes on with a new token. */
@Component({
  selector: 'sb-password-dialog',
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
    MatIcon,
    MatIconButton,
    MatInput,
    MatLabel,
    MatSuffix,
  ],
  providers: [OUTLINED],
  templateUrl: './password.dialog.html',
  styleUrl: './dialog-form.scss',
})
export class PasswordDialog {
  private readonly api = inject(AccountApi);
  private readonly session = inject(SessionStore);
  private readonly opened = inject<MatDialogRef<PasswordDialog, boolean>>(MatDialogRef);
  protected readonly username = this.session.user()?.username ?? '';
  protected readonly shown = signal(false);
  protected readonly submission = new Submission();
  private readonly model = signal({ current: '', next: '', again: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.current, { message: 'Enter the password that you have now' });
      required(path.next, { message: 'Enter a new password' });
      matches(path.next, isPassword, 'Expected 8 to 128 characters');
      validate(path.again, ({ value, valueOf }) =>
        value() === valueOf(path.next) ? undefined : { kind: 'again', message: 'This is not the same password' },
      );
    },
    {
      submission: {
        action: ({ current, next }) =>
          this.submission.run(
            () => this.change(),
            () => ({ current_password: current, new_password: next }),
          ),
      },
    },
  );

  private async change(): Promise<void> {
    const { current, next } = this.model();
    await this.session.renewBy(this.api.changePassword({ current_password: current, new_password: next }));
    this.opened.close(true);
  }
}
