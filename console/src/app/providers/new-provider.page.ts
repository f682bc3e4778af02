import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Provider } from '@signalbox/contracts/providers';
import { ProviderDirectory } from '../core/provider-directory';
import { Acts } from '../ui/acts';
import { BackLink } from '../ui/back-link';
import { PageHeader } from '../ui/page-header';
import { ProviderForm } from './provider-form';

/** Adds a provider, and leads to its page: it has to be told where its reports go. */
@Component({
  selector: 'sb-new-provider-page',
  imports: [BackLink, MatButton, PageHeader, ProviderForm, RouterLink],
  template: `
    <sb-back-link room="providers" />
    <sb-page-header heading="New provider" />
    <sb-provider-form [provider]="null" (stored)="added($event)">
      <a sbDismiss matButton routerLink="/providers">Cancel</a>
    </sb-provider-form>
  `,
})
export class NewProviderPage {
  private readonly acts = inject(Acts);
  private readonly directory = inject(ProviderDirectory);
  private readonly router = inject(Router);

  protected added({ id }: Provider): void {
    this.acts.say('Provider added');
    this.directory.reload();
    // Back leads to where one came from, not to an empty form.
    void this.router.navigate(['/providers', id], { replaceUrl: true });
  }
}
