import { Component, computed, input, output, signal } from '@angular/core';
import type { Pair } from '@signalbox/contracts/pairs';
import { draftOf } from '../core/draft';
import { SettingsForm } from '../ui/settings-form';
import { pairDraft } from './pair-draft';
import { PairFieldset } from './pair-fieldset';

/** What is set of a pair, to be changed. */
@Component({
  selector: 'sb-pair-settings',
  imports: [PairFieldset, SettingsForm],
  template: `
    @let it = draft();
    <sb-settings-form [form]="it.form" [submission]="it.submission"><sb-pair-fieldset [draft]="it" /></sb-settings-form>
  `,
})
export class PairSettings {
  readonly pair = input.required<Pair>();
  readonly stored = output<Pair>();
  /** Each time it is stored the form begins anew. */
  private readonly saves = signal(0);
  private readonly key = computed(() => `${this.pair().id} ${this.saves()}`);
  protected readonly draft = draftOf(this.key, () => pairDraft(this.pair(), (pair) => this.took(pair)));

  private took(pair: Pair): void {
    this.stored.emit(pair);
    this.saves.update((saves) => saves + 1);
  }
}
