import { Component, computed, input } from '@angular/core';
import type { MessageStatus } from '@signalbox/contracts/statuses';
import { isOpen, statusLabel, toneOf } from './status';

/** A message's status as a small label in its colour; a dot breathes while the message is under way. */
@Component({
  selector: 'sb-status-chip',
  template: '<span class="dot" aria-hidden="true"></span>{{ label() }}',
  styleUrl: './chip.scss',
  host: { '[class]': 'tone()', '[class.open]': 'moving()' },
})
export class StatusChip {
  readonly status = input.required<MessageStatus>();
  protected readonly tone = computed(() => toneOf(this.status()));
  protected readonly label = computed(() => statusLabel(this.status()));
  protected readonly moving = computed(() => isOpen(this.status()));
}
