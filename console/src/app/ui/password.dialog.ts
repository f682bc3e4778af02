import { Component, inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { MatDialogRef } from '@angular/material/dialog';
import { AccountApi } from '../core/account.api';
import { Submission } from '../core/form-errors';
import { NEW_PASSWORD_HINT, takesNewPassword } from '../core/new-password';
import { SessionStore } from '../core/session';
import { FormDialog } from './form-dialog';
import { PasswordField } from './password-field';

/** Changes one's own password. What is open elsewhere ends; this tab goes on with a new token. */
@Component({
  selector: 'sb-password-dialog',
  imports: [FormDialog, PasswordField],
  template: `
    <sb-form-dialog heading="Change your password" action="Change" [form]="form" [submission]="submission">
      <input hidden type="text" autocomplete="username" [value]="username" />
      <sb-password-field label="Present password" [field]="form.current" />
      <sb-password-field label="New password" fresh [hint]="hint" [field]="form.next" />
      <sb-password-field label="New password, once more" fresh [field]="form.again" />
      <p class="muted">You stay signed in here, and are signed out everywhere else. Your API keys go on working.</p>
    </sb-form-dialog>
  `,
})
export class PasswordDialog {
  private readonly api = inject(AccountApi);
  private readonly session = inject(SessionStore);
  private readonly opened = inject<MatDialogRef<PasswordDialog, boolean>>(MatDialogRef);
  protected readonly username = this.session.user()?.username ?? '';
  protected readonly hint = NEW_PASSWORD_HINT;
  protected readonly submission = new Submission();
  private readonly model = signal({ current: '', next: '', again: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.current, { message: 'Enter the password that you have now' });
      required(path.next, { message: 'Enter a new password' });
      takesNewPassword(path.next);
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
