import { Component, computed, inject, input } from '@angular/core';
import type { StatusChange } from '@signalbox/contracts/messages';
import { ChannelNames } from '../core/provider-directory';
import { tenthText } from '../ui/count';
import { statusLabel, toneOf, type Tone } from '../ui/status';
import { Time } from '../ui/time';

export interface Step {
  label: string;
  tone: Tone;
  at: string;
  detail: string | null;
  /** The name of what an attempt went over. */
  over: string | null;
  /** Time since the step before, in words; null at the first. */
  after: string | null;
}

/** A span of milliseconds in the unit that suits it: "40 ms", "1.2 s", "3 min", "2.5 h". */
export function spanText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${tenthText(milliseconds / 1_000)} s`;
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`;
  return `${tenthText(milliseconds / 3_600_000)} h`;
}

/** A message's history as steps. `accepted` is the worker's word that it has the message. */
export function stepsOf(history: readonly StatusChange[], nameOf: (change: StatusChange) => string | null): Step[] {
  const attempts = history.filter(({ status }) => status === 'dispatched').length;
  let attempt = 0;
  return history.map((change, index) => {
    const before = history[index - 1];
    if (change.status === 'dispatched') attempt++;
    return {
      label: labelOf(change.status, attempts > 1 ? attempt : 0),
      tone: change.status === 'accepted' ? 'moving' : toneOf(change.status),
      at: change.at,
      detail: change.detail,
      over: change.status === 'dispatched' ? nameOf(change) : null,
      after: before === undefined ? null : spanText(Math.max(0, Date.parse(change.at) - Date.parse(before.at))),
    };
  });
}

/** @param attempt which one it is, where there was more than one; else 0 */
function labelOf(status: StatusChange['status'], attempt: number): string {
  if (status === 'accepted') return 'Accepted by the worker';
  return status === 'dispatched' && attempt > 0 ? `Dispatched, attempt ${attempt}` : statusLabel(status);
}

@Component({
  selector: 'sb-timeline',
  imports: [Time],
  template: `
    <ol>
      @for (step of steps(); track $index) {
        <li [class]="step.tone">
          <span class="stop" aria-hidden="true"></span>
          <div class="line">
            <strong>{{ step.label }}</strong>
            @if (step.after; as after) {
              <span class="after number">+{{ after }}</span>
            }
          </div>
          <sb-time class="muted" [at]="step.at" [exact]="true" />
          @if (step.over; as over) {
            <p class="muted">over {{ over }}</p>
          }
          @if (step.detail; as detail) {
            <p class="muted">{{ detail }}</p>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly history = input.required<readonly StatusChange[]>();
  private readonly names = inject(ChannelNames);
  protected readonly steps = computed(() =>
    stepsOf(this.history(), ({ sim_card_id: sim = null, provider_id: provider = null }) =>
      this.names.of({ sim_card_id: sim, provider_id: provider }),
    ),
  );
}
