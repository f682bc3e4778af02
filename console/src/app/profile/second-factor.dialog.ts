import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { NewSecondFactor } from '@signalbox/contracts/auth';
import { Submission } from '../core/form-errors';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { PasswordField } from '../ui/password-field';
import { TextField } from '../ui/text-field';
import { ProfileApi } from './profile.api';
import { QrPicture } from './qr-picture';
import { RecoveryCodesView } from './recovery-codes';

/** Sets up a second factor: the password, the picture and a code of it, the recovery codes. */
@Component({
  selector: 'sb-second-factor-dialog',
  imports: [CopyField, FormDialog, NoticeDialog, PasswordField, QrPicture, RecoveryCodesView, TextField],
  template: `
    @if (codes(); as codes) {
      <sb-notice-dialog heading="Keep your recovery codes" close="I have kept them">
        <sb-recovery-codes [codes]="codes" />
      </sb-notice-dialog>
    } @else if (begun(); as factor) {
      <sb-form-dialog heading="Add it to your app" action="Confirm" [form]="confirmation" [submission]="submission">
        <p>Read this with an authenticator app, or enter the key, and type the code that it shows.</p>
        <sb-qr-picture [text]="factor.uri" />
        <sb-copy-field label="Key" [text]="factor.secret" />
        <sb-text-field label="Code" hint="Six digits" [field]="confirmation.code" />
      </sb-form-dialog>
    } @else {
      <sb-form-dialog heading="Set up a second factor" action="Go on" [form]="proof" [submission]="submission">
        <p>
          From then on a sign-in asks for a code of your phone beside the password. Programs go on with their API keys.
        </p>
        <sb-password-field label="Your password" [field]="proof.password" />
      </sb-form-dialog>
    }
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class SecondFactorDialog {
  private readonly api = inject(ProfileApi);
  protected readonly begun = signal<NewSecondFactor | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly submission = new Submission();
  private readonly password = signal({ password: '' });
  private readonly code = signal({ code: '' });
  protected readonly proof = form(
    this.password,
    (path) => required(path.password, { message: 'Enter the password that you have now' }),
    {
      submission: {
        action: ({ password }) =>
          this.submission.run(
            async () => this.begun.set(await this.api.begin(this.password().password)),
            () => ({ password }),
          ),
      },
    },
  );
  protected readonly confirmation = form(
    this.code,
    (path) => required(path.code, { message: 'Enter the code that the app shows' }),
    {
      submission: {
        action: ({ code }) =>
          this.submission.run(
            async () => this.codes.set((await this.api.confirm(this.code().code.trim())).recovery_codes),
            () => ({ code }),
          ),
      },
    },
  );
}
