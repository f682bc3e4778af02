import { Injectable, inject } from '@angular/core';
import type { Message } from '@signalbox/contracts/messages';
import type { Provider } from '@signalbox/contracts/providers';
import { ChannelDirectory } from './channel-directory';
import { SimDirectory } from './sim-directory';

export const providerName = ({ id, label }: Pick<Provider, 'id'> & Partial<Pick<Provider, 'label'>>): string =>
  label ?? `Provider ${id}`;

/** The providers by name. */
@Injectable({ providedIn: 'root' })
export class ProviderDirectory extends ChannelDirectory<Provider> {
  protected readonly path = 'providers';

  protected describe(provider: Pick<Provider, 'id'>): string {
    return providerName(provider);
  }
}

/** Names for what carries messages, whichever kind it is. */
@Injectable({ providedIn: 'root' })
export class ChannelNames {
  private readonly sims = inject(SimDirectory);
  private readonly providers = inject(ProviderDirectory);

  /** Null for a message that nothing has carried yet. */
  of({ sim_card_id: sim, provider_id: provider }: Pick<Message, 'sim_card_id' | 'provider_id'>): string | null {
    return this.providers.nameOf(provider) ?? this.sims.nameOf(sim);
  }
}
