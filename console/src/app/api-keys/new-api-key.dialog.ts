import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { CreatedApiKey } from '@signalbox/contracts/auth';
import { isFreeText } from '@signalbox/contracts/rules';
import { matches, Submission } from '../core/form-errors';
import { CopyField } from '../ui/copy-field';
import { OUTLINED } from '../ui/outlined';
import { ApiKeysApi } from './api-keys.api';

/** Names a new key, then shows it: the only time that anybody sees it. */
@Component({
  selector: 'sb-new-api-key-dialog',
  imports: [
    CopyField,
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
  templateUrl: './new-api-key.dialog.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class NewApiKeyDialog {
  private readonly api = inject(ApiKeysApi);
  protected readonly created = signal<CreatedApiKey | null>(null);
  protected readonly submission = new Submission();
  private readonly model = signal({ name: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Name the program that will use it' });
      matches(path.name, isFreeText(64), 'At most 64 characters');
    },
    {
      submission: {
        action: ({ name }) =>
          this.submission.run(
            () => this.create(),
            () => ({ name }),
          ),
      },
    },
  );

  private async create(): Promise<void> {
    this.created.set(await this.api.create({ name: this.model().name.trim() }));
  }
}
