import { Component, computed, input } from '@angular/core';
import type { MessageStatus } from '@signalbox/contracts/messages';
import { TONES, statusLabel, type Tone } from '../ui/status';

const LINE: readonly MessageStatus[] = ['queued', 'dispatched', 'sent', 'delivered'];
/** How many stations a message has passed when it ends off the line. */
const REACHED: Partial<Record<MessageStatus, number>> = {
  scheduled: 0,
  uncertain: 2,
  undelivered: 3,
  failed: 2,
  expired: 1,
  cancelled: 1,
};

export interface Station {
  label: string;
  state: 'passed' | 'here' | 'ahead';
  tone: Tone;
}

/** The stations of an outgoing message: those behind it, where it is, and those ahead unless it ended early. */
export function stationsOf(status: MessageStatus): Station[] {
  const at = LINE.indexOf(status);
  const passed = at === -1 ? (REACHED[status] ?? 0) : at;
  const station = (name: MessageStatus, state: Station['state']): Station => ({
    label: statusLabel(name),
    state,
    tone: state === 'here' ? TONES[name] : 'neutral',
  });
  const behind = LINE.slice(0, passed).map((name) => station(name, 'passed'));
  const ahead = at === -1 && status !== 'scheduled' ? [] : LINE.slice(at + 1).map((name) => station(name, 'ahead'));
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
