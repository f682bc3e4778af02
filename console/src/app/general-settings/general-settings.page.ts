import { Component, inject, signal } from '@angular/core';
import type { GeneralSettings } from '@signalbox/contracts/general-settings';
import { failureOf, type Failure } from '../core/problem';
import { ServerSettings } from '../core/server-settings';
import { Acts } from '../ui/acts';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { GeneralForm } from './general-form';
import { GeneralSettingsApi } from './general-settings.api';

/** What admins set of the installation while it runs. */
@Component({
  selector: 'sb-general-settings-page',
  imports: [ErrorPanel, GeneralForm, PageHeader, Skeleton],
  template: `
    <sb-page-header heading="General" lead="What holds for the whole installation. A change counts within a second." />
    @if (failure(); as failure) {
      <sb-error-panel [failure]="failure" (retry)="read()" />
    }
    @if (settings(); as settings) {
      <sb-general-form [settings]="settings" (stored)="took($event)" (again)="read()" />
    } @else if (failure() === null) {
      <section class="card waits"><sb-skeleton [rows]="8" /></section>
    }
  `,
  styles: '.waits { padding: 20px; }',
})
export class GeneralSettingsPage {
  private readonly api = inject(GeneralSettingsApi);
  private readonly server = inject(ServerSettings);
  private readonly acts = inject(Acts);
  protected readonly settings = signal<GeneralSettings | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    void this.read();
  }

  protected took(settings: GeneralSettings): void {
    this.settings.set(settings);
    this.acts.say('Saved');
    // What other rooms of this tab know of them.
    void this.server.refresh();
  }

  protected async read(): Promise<void> {
    this.failure.set(null);
    try {
      this.settings.set(await this.api.read());
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }
}
