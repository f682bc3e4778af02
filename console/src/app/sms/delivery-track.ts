import { Component, computed, input } from '@angular/core';
import { STATUSES, type MessageStatus } from '@signalbox/contracts/statuses';
import { isOpen, statusLabel, toneOf, type Tone } from '../ui/status';

const LINE: readonly MessageStatus[] = ['queued', 'dispatched', 'sent', 'delivered'];

export interface Station {
  label: string;
  state: 'passed' | 'here' | 'ahead';
  tone: Tone;
}

/** The stations of an outgoing message: those behind it, where it is, and those ahead unless it ended early. */
export function stationsOf(status: MessageStatus): Station[] {
  const at = LINE.indexOf(status);
  const station = (name: MessageStatus, state: Station['state']): Station => ({
    label: statusLabel(name),
    state,
    tone: state === 'here' ? toneOf(name) : 'neutral',
  });
  const behind = LINE.slice(0, STATUSES[status].passed).map((name) => station(name, 'passed'));
  const ahead = at === -1 && !isOpen(status) ? [] : LINE.slice(at + 1).map((name) => station(name, 'ahead'));
  return [...behind, station(status, 'here'), ...ahead];
}

/** A message's way to its recipient as a line with stations. */
@Component({
  selector: 'sb-delivery-track',
  template: `
    <ol aria-label="Progress">
      @for (station of stations(); track station.label) {
        <li [class]="station.state + ' ' + station.tone" [attr.aria-current]="station.state === 'here' ? 'step' : null">
          <span class="stop" aria-hidden="true"></span>{{ station.label }}
        </li>
      }
    </ol>
  `,
  styleUrl: './delivery-track.scss',
})
export class DeliveryTrack {
  readonly status = input.required<MessageStatus>();
  protected readonly stations = computed(() => stationsOf(this.status()));
}
