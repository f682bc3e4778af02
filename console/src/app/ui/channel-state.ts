import { Component, computed, inject, input } from '@angular/core';
import { ServerLink } from '../core/server-link';
import { countText } from './count';
import { StateChip } from './state-chip';
import type { Tone } from './status';

/** What a SIM card and a provider have in common that decides whether messages can go. */
export interface ChannelState {
  status: 'active' | 'inactive';
  online: boolean;
  trouble: string | null;
}

export function channelTone({ status, online }: ChannelState): { tone: Tone; text: string } {
  if (status === 'inactive') return { tone: 'neutral', text: 'Inactive' };
  return online ? { tone: 'done', text: 'Online' } : { tone: 'bad', text: 'Offline' };
}

/** How many messages a minute it carries, in words. */
export const rateText = ({ rate_per_minute: rate }: { rate_per_minute: number | null }): string =>
  rate === null ? 'no limit' : `${countText(rate)} / min`;

/** How many messages are at its worker, of how many may be. */
export const flightText = ({ in_flight: flight, window }: { in_flight: number; window: number }): string =>
  `${countText(flight)} / ${countText(window)}`;

/** A channel's state as a chip, with its trouble in words beneath. */
@Component({
  selector: 'sb-channel-state',
  imports: [StateChip],
  template: `
    <sb-state-chip [lamp]="channel().status === 'active'" [tone]="state().tone">{{ state().text }}</sb-state-chip>
    @if (trouble(); as trouble) {
      <span class="trouble" dir="auto" [class.minor]="channel().online">{{ trouble }}</span>
    }
  `,
  styles: `
    .trouble {
      display: block;
      max-width: 32ch;
      margin-top: 4px;
      font-size: 12px;
      line-height: 1.35;
      color: var(--sb-status-bad);
      overflow-wrap: anywhere;
    }
    /* It works, but for what is said here. */
    .minor {
      color: var(--sb-status-unsure);
    }
  `,
})
export class ChannelStateChip {
  private readonly link = inject(ServerLink);
  readonly channel = input.required<ChannelState>();
  protected readonly state = computed(() => channelTone(this.channel()));
  protected readonly trouble = computed(() => {
    const { status, trouble } = this.channel();
    return status === 'active' && this.link.answers() ? trouble : null;
  });
}
