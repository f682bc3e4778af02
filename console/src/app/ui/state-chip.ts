import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { ServerLink } from '../core/server-link';
import type { Tone } from './status';

/** A label in one of the status colours for what is not a message: a worker, a SIM card, a link. */
@Component({
  selector: 'sb-state-chip',
  template: `
    <span class="dot" aria-hidden="true"></span>
    @if (known()) {
      <ng-content />
    } @else {
      <span aria-hidden="true">–</span><span class="visually-hidden">{{ UNKNOWN }}</span>
    }
  `,
  styleUrl: './chip.scss',
  host: { '[class]': 'known() ? tone() : "neutral"', '[attr.title]': 'known() ? null : UNKNOWN' },
})
export class StateChip {
  private readonly link = inject(ServerLink);
  protected readonly UNKNOWN = 'Not known: the server does not answer';

  readonly tone = input.required<Tone>();
  /** Whether it says who is there at this moment, which nobody knows while the server does not answer. */
  readonly lamp = input(false, { transform: booleanAttribute });
  protected readonly known = computed(() => !this.lamp() || this.link.answers());
}
