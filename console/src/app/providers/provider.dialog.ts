import { Component, computed, inject, signal } from '@angular/core';
import { FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Provider } from '@signalbox/contracts/providers';
import { Submission } from '../core/form-errors';
import { WorkerDirectory } from '../core/worker-directory';
import { ChannelLimits } from '../ui/channel-limits';
import { ChoiceField } from '../ui/choice-field';
import { TextField } from '../ui/text-field';
import { AccountFieldset } from './account-fieldset';
import { PriceFieldset } from './price-fieldset';
import { fieldsOf } from './provider-fields';
import { KINDS } from './provider-kinds';
import { changeOf, requestOf } from './provider-request';
import { namesOf, providerSchema } from './provider-schema';
import { ProvidersApi } from './providers.api';

/** The form of a provider: of a new one without data, else of the one given. Closes with what was stored. */
@Component({
  selector: 'sb-provider-dialog',
  imports: [
    AccountFieldset,
    ChannelLimits,
    ChoiceField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    PriceFieldset,
    TextField,
  ],
  templateUrl: './provider.dialog.html',
  styleUrls: ['../ui/dialog-form.scss', './provider.dialog.scss'],
})
export class ProviderDialog {
  private readonly api = inject(ProvidersApi);
  private readonly dialog = inject<MatDialogRef<ProviderDialog, Provider>>(MatDialogRef);
  private readonly workers = inject(WorkerDirectory);
  protected readonly provider = inject<Provider | null>(MAT_DIALOG_DATA);
  private readonly kinds = inject(KINDS);
  protected readonly kindChoices = Object.entries(this.kinds).map(([value, { label }]) => ({ value, label }));
  /** What its worker's own file says is not changed here. */
  protected readonly hasAccount = this.provider?.from_worker_file !== true;
  protected readonly set = this.provider?.secrets_set ?? [];

  protected readonly submission = new Submission();
  protected readonly fields = signal(fieldsOf(this.provider, this.kinds));
  protected readonly form = form(this.fields, providerSchema(this.kinds, this.hasAccount, this.set), {
    submission: { action: (tree) => this.submit(() => namesOf(tree, this.kinds, this.fields())) },
  });
  /** Whether the settings are shown that most do not need. */
  protected readonly more = signal(false);
  /** The account's part of the form, of the kind that is chosen. */
  protected readonly account = computed(() => {
    const name = this.fields().kind;
    const kind = this.kinds[name];
    const fields = this.form.settings[name];
    const secrets = this.form.secrets[name];
    return kind && fields && secrets ? { kind, fields, secrets } : null;
  });
  protected readonly workerChoices = computed(() => {
    const known = this.workers.all().map(({ id, label }) => ({ value: id, label: label ? `${label} (${id})` : id }));
    const { worker } = this.fields();
    return known.some(({ value }) => value === worker) ? known : [{ value: worker, label: worker }, ...known];
  });

  constructor() {
    this.workers.refresh();
  }

  private async submit(names: () => ReturnType<typeof namesOf>): ReturnType<Submission['run']> {
    const errors = await this.submission.run(() => this.save(), names);
    // One may be at a field that is not shown.
    if (errors.length > 0) this.more.set(true);
    return errors;
  }

  private async save(): Promise<void> {
    const { provider } = this;
    const stored =
      provider === null
        ? await this.api.create(requestOf(this.fields(), this.kinds))
        : await this.api.change(provider.id, changeOf(this.fields(), this.kinds, provider));
    this.dialog.close(stored);
  }
}
