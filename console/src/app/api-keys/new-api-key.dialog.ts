import { Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { CreatedApiKey } from '@signalbox/contracts/auth';
import { isFreeText } from '@signalbox/contracts/rules';
import { matches, Submission } from '../core/form-errors';
import { ChoiceField } from '../ui/choice-field';
import { CopyField } from '../ui/copy-field';
import { FormDialog } from '../ui/form-dialog';
import { NoticeDialog } from '../ui/notice-dialog';
import { TextField } from '../ui/text-field';
import { ApiKeysApi } from './api-keys.api';
import { KEY_KINDS, endOf, networksIn } from './key-words';

/** Names a new key, then shows it: the only time that anybody sees it. */
@Component({
  selector: 'sb-new-api-key-dialog',
  imports: [ChoiceField, CopyField, FormDialog, NoticeDialog, TextField],
  templateUrl: './new-api-key.dialog.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class NewApiKeyDialog {
  private readonly api = inject(ApiKeysApi);
  protected readonly created = signal<CreatedApiKey | null>(null);
  protected readonly submission = new Submission();
  protected readonly kinds = KEY_KINDS;
  private readonly model = signal({ name: '', kind: 'send-read', ends: '', networks: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Name the program that will use it' });
      matches(path.name, isFreeText(64), 'At most 64 characters');
    },
    {
      submission: {
        action: ({ name, kind, ends, networks }) =>
          this.submission.run(
            () => this.create(),
            () => ({ name, scopes: kind, expires_at: ends, networks }),
          ),
      },
    },
  );

  private async create(): Promise<void> {
    const { name, kind, ends, networks } = this.model();
    this.created.set(
      await this.api.create({
        name: name.trim(),
        scopes: [...(KEY_KINDS.find(({ value }) => value === kind)?.scopes ?? [])],
        expires_at: endOf(ends),
        networks: networksIn(networks),
      }),
    );
  }
}
