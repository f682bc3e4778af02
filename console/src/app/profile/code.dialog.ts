import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { Submission } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { TextField } from '../ui/text-field';
import { ProfileApi } from './profile.api';
import { RecoveryCodesView } from './recovery-codes';

export type CodeFor = 'renew' | 'remove';

/** Asks for a code, then makes new recovery codes or takes the second factor away. Closes with true when that is done. */
@Component({
  selector: 'sb-code-dialog',
  imports: [FormDialog, NoticeDialog, RecoveryCodesView, TextField],
  template: `
    @if (codes(); as codes) {
      <sb-notice-dialog heading="Your new recovery codes" close="I have kept them">
        <sb-recovery-codes [codes]="codes" />
      </sb-notice-dialog>
    } @else {
      <sb-form-dialog
        [heading]="what === 'remove' ? 'Take the second factor away' : 'New recovery codes'"
        [action]="what === 'remove' ? 'Take away' : 'Make them'"
        [form]="form"
        [submission]="submission"
      >
        <p>
          {{
            what === 'remove'
              ? 'From then on your password alone lets in whoever has it.'
              : 'Those that you have count no more then.'
          }}
        </p>
        <sb-text-field label="Code" hint="Of the app, or a recovery code" [field]="form.code" />
      </sb-form-dialog>
    }
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class CodeDialog {
  private readonly api = inject(ProfileApi);
  private readonly dialog = inject<MatDialogRef<CodeDialog, boolean>>(MatDialogRef);
  protected readonly what = inject<CodeFor>(MAT_DIALOG_DATA);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly submission = new Submission();
  private readonly model = signal({ code: '' });
  protected readonly form = form(this.model, (path) => required(path.code, { message: 'Enter a code' }), {
    submission: {
      action: ({ code }) =>
        this.submission.run(
          () => this.act(this.model().code.trim()),
          () => ({ code }),
        ),
    },
  });

  private async act(code: string): Promise<void> {
    if (this.what === 'renew') return this.codes.set((await this.api.renewCodes(code)).recovery_codes);
    await this.api.remove(code);
    this.dialog.close(true);
  }
}
