import { Component, computed, input, output, signal } from '@angular/core';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { draftOf } from '../core/draft';
import { SettingsForm } from '../ui/settings-form';
import { simDraft } from './sim-draft';
import { SimFields } from './sim-fields';

/** What is set of a SIM card, to be changed. */
@Component({
  selector: 'sb-sim-settings',
  imports: [SettingsForm, SimFields],
  template: `
    @let form = draft();
    <sb-settings-form [form]="form.form" [submission]="form.submission"
      ><sb-sim-fields [draft]="form"
    /></sb-settings-form>
  `,
})
export class SimSettings {
  readonly sim = input.required<SimCard>();
  readonly stored = output<SimCard>();
  /** Each time it is stored the form begins anew. */
  private readonly saves = signal(0);
  private readonly key = computed(() => `${this.sim().id} ${this.saves()}`);
  protected readonly draft = draftOf(this.key, () => simDraft(this.sim(), (sim) => this.took(sim)));

  private took(sim: SimCard): void {
    this.stored.emit(sim);
    this.saves.update((saves) => saves + 1);
  }
}
