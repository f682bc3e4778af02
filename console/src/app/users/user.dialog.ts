import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Role, User } from '@signalbox/contracts/auth';
import { ROLES, grantableTo } from '@signalbox/contracts/permissions';
import { Submission } from '../core/form-errors';
import { NEW_PASSWORD_HINT, takesNewPassword } from '../core/new-password';
import { orNone } from '../core/or-none';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { PasswordField } from '../ui/password-field';
import { TextField } from '../ui/text-field';
import { ROLE_WORDS } from './role-words';
import { UsersApi } from './users.api';

/** A new account, or one to be changed. Closes with it. */
@Component({
  selector: 'sb-user-dialog',
  imports: [ChoiceField, FormDialog, FormField, MatCheckbox, PasswordField, TextField],
  template: `
    <sb-form-dialog
      [heading]="user === null ? 'New account' : 'Edit ' + user.username"
      [action]="user === null ? 'Create' : 'Save'"
      [form]="form"
      [submission]="submission"
    >
      @if (user === null) {
        <sb-text-field label="Username" hint="Letters, digits, dots, dashes and underscores" [field]="form.username" />
      }
      <div class="pair">
        <sb-text-field label="Full name" [field]="form.name" />
        <sb-text-field label="Email" type="email" [field]="form.email" />
      </div>
      <div class="pair">
        <sb-choice-field label="Role" [choices]="roles" [hint]="words[form.role().value()] ?? ''" [field]="form.role" />
        @if (user !== null) {
          <sb-choice-field label="Status" [choices]="statuses" [field]="form.status" />
        }
      </div>
      @if (user !== null && mayBeGranted()) {
        <mat-checkbox [formField]="form.money">
          May move money
          <span class="muted">confirm, refund, void and write off, and set M-Pesa and the papers up</span>
        </mat-checkbox>
      }
      <sb-password-field
        [label]="user === null ? 'Password' : 'New password'"
        fresh
        [hint]="user === null ? hint : 'Empty leaves it as it is'"
        [field]="form.password"
      />
      @if (user !== null) {
        <p class="muted">Another role, grant or password, or being disabled, signs the account out everywhere.</p>
      }
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class UserDialog {
  private readonly api = inject(UsersApi);
  private readonly dialog = inject<MatDialogRef<UserDialog, User>>(MatDialogRef);
  protected readonly user = inject<User | null>(MAT_DIALOG_DATA);
  protected readonly words: Readonly<Record<string, string>> = ROLE_WORDS;
  protected readonly roles = ROLES.map((role) => ({ value: role, label: role }));
  protected readonly statuses = [
    { value: 'active', label: 'active' },
    { value: 'disabled', label: 'disabled' },
  ];
  protected readonly hint = NEW_PASSWORD_HINT;
  protected readonly submission = new Submission();
  private readonly model = signal({
    username: '',
    name: this.user?.full_name ?? '',
    email: this.user?.email ?? '',
    role: String(this.user?.role ?? 'user'),
    money: this.user?.granted.includes('office.money') ?? false,
    status: this.user?.disabled ? 'disabled' : 'active',
    password: '',
  });
  /** An admin may anyway; of the others the role that is chosen says it. */
  protected readonly mayBeGranted = computed(() => grantableTo('office.money').includes(this.model().role as Role));
  protected readonly form = form(
    this.model,
    (path) => {
      if (this.user === null) {
        required(path.username, { message: 'Enter a username' });
        required(path.password, { message: 'Enter a password' });
      }
      required(path.email, { message: 'Enter an email address' });
      takesNewPassword(path.password);
    },
    {
      submission: {
        action: ({ username, name, email, role, money, status, password }) =>
          this.submission.run(
            () => this.store(),
            () => ({ username, full_name: name, email, role, granted: money, disabled: status, password }),
          ),
      },
    },
  );

  private async store(): Promise<void> {
    const { username, name, email, money, status, password } = this.model();
    const role = this.model().role as Role;
    const fullName = orNone(name);
    this.dialog.close(
      this.user === null
        ? await this.api.create({
            ...{ username: username.trim(), email: email.trim(), password, role },
            ...(fullName !== null && { full_name: fullName }),
          })
        : await this.api.change(this.user.id, {
            ...{ email: email.trim(), full_name: fullName, role, disabled: status === 'disabled' },
            granted: money && this.mayBeGranted() ? ['office.money'] : [],
            ...(password !== '' && { password }),
          }),
    );
  }
}
