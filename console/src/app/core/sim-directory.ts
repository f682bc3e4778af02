import { Injectable } from '@angular/core';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { ChannelDirectory } from './channel-directory';

type Named = Pick<SimCard, 'id'> & Partial<Pick<SimCard, 'label' | 'number'>>;

/** A SIM card in a few words: its label, its number, or both. */
export const simName = (sim: Named): string => [sim.label, sim.number].filter(Boolean).join(' · ') || `SIM ${sim.id}`;

/** The SIM cards by name. */
@Injectable({ providedIn: 'root' })
export class SimDirectory extends ChannelDirectory<SimCard> {
  protected readonly path = 'sim-cards';

  protected describe(sim: Named): string {
    return simName(sim);
  }
}
