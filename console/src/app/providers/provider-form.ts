import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Provider } from '@signalbox/contracts/providers';
import { draftOf } from '../core/draft';
import { WorkerDirectory } from '../core/worker-directory';
import { ChannelLimits } from '../ui/channel-limits';
import { ChoiceField } from '../ui/choice-field';
import { SettingsForm } from '../ui/settings-form';
import { TextField } from '../ui/text-field';
import { AccountFieldset } from './account-fieldset';
import { PriceFieldset } from './price-fieldset';
import { providerDraft } from './provider-draft';
import { KINDS } from './provider-kinds';

/** The form of a provider, of a new one with null. Its other button is the content. */
@Component({
  selector: 'sb-provider-form',
  imports: [AccountFieldset, ChannelLimits, ChoiceField, PriceFieldset, SettingsForm, TextField],
  templateUrl: './provider-form.html',
  styleUrls: ['../ui/dialog-form.scss', './provider-form.scss'],
})
export class ProviderForm {
  private readonly workers = inject(WorkerDirectory);
  readonly provider = input.required<Provider | null>();
  readonly stored = output<Provider>();
  protected readonly kindChoices = Object.entries(inject(KINDS)).map(([value, { label }]) => ({ value, label }));
  /** Each time it is stored the form begins anew: no secret stays in it. */
  private readonly saves = signal(0);
  private readonly key = computed(() => `${this.provider()?.id} ${this.saves()}`);
  protected readonly draft = draftOf(this.key, () => providerDraft(this.provider(), (stored) => this.took(stored)));
  protected readonly workerChoices = computed(() => {
    const known = this.workers.all().map(({ id, label }) => ({ value: id, label: label ? `${label} (${id})` : id }));
    const { worker } = this.draft().fields();
    return known.some(({ value }) => value === worker) ? known : [{ value: worker, label: worker }, ...known];
  });

  constructor() {
    this.workers.refresh();
  }

  private took(provider: Provider): void {
    this.stored.emit(provider);
    this.saves.update((saves) => saves + 1);
  }
}
