import { Component, input } from '@angular/core';
import type { Tone } from './status';

/** A label in one of the status colours for what is not a message: a worker, a SIM card, a link. */
@Component({
  selector: 'sb-state-chip',
  template: '<span class="dot" aria-hidden="true"></span><ng-content />',
  styleUrl: './chip.scss',
  host: { '[class]': 'tone()' },
})
export class StateChip {
  readonly tone = input.required<Tone>();
}
