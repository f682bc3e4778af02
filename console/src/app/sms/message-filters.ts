import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatOptgroup, MatOption, MatSelect } from '@angular/material/select';
import { ActivatedRoute, Router, type Params } from '@angular/router';
import { statusesWith } from '@signalbox/contracts/statuses';
import { channelOf, choiceOf, providerChoice, simChoice } from '../core/channel-choice';
import { ProviderDirectory, providerName } from '../core/provider-directory';
import { simName, SimDirectory } from '../core/sim-directory';
import { OUTLINED } from '../ui/outlined';
import { statusLabel } from '../ui/status';
import { PERIODS } from './period';

/** What the address says a list is limited to. */
export interface FilterParams {
  status?: string;
  number?: string;
  sim?: string;
  provider?: string;
  ref?: string;
  period?: string;
}

/** The bar of filters over a list. The address holds the choice, so that it can be shared and goes back. */
@Component({
  selector: 'sb-message-filters',
  imports: [MatButton, MatFormField, MatIcon, MatInput, MatOptgroup, MatOption, MatPrefix, MatSelect],
  providers: [OUTLINED],
  templateUrl: './message-filters.html',
  styleUrl: './message-filters.scss',
  host: { class: 'dense', role: 'search' },
})
export class MessageFilters {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly sims = inject(SimDirectory);
  protected readonly providers = inject(ProviderDirectory);

  readonly params = input.required<FilterParams>();
  /** Whether there are statuses and references to choose from. */
  readonly outbound = input(true);

  protected readonly statuses = statusesWith(({ phase }) => phase !== 'inbox');
  protected readonly periods = Object.entries(PERIODS).map(([name, { label }]) => ({ name, label }));
  protected readonly active = computed(() => Object.values(this.params()).some(Boolean));
  protected readonly statusLabel = statusLabel;
  protected readonly channel = computed(() => choiceOf(this.params().sim, this.params().provider));
  protected readonly simName = simName;
  protected readonly providerName = providerName;
  protected readonly simChoice = simChoice;
  protected readonly providerChoice = providerChoice;
  protected readonly channelOf = channelOf;

  protected set(change: Params): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null])),
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected clear(): void {
    void this.router.navigate([], { relativeTo: this.route, replaceUrl: true });
  }
}
