import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { CreatedApiKey } from '@signalbox/contracts/auth';
import { isFreeText } from '@signalbox/contracts/rules';
import { matches, Submission } from '../core/form-errors';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { TextField } from '../ui/text-field';
import { ApiKeysApi } from './api-keys.api';

/** Names a new key, then shows it: the only time that anybody sees it. */
@Component({
  selector: 'sb-new-api-key-dialog',
  imports: [CopyField, FormDialog, NoticeDialog, TextField],
  templateUrl: './new-api-key.dialog.html',
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
