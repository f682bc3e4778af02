import { Component, computed, inject, input } from '@angular/core';
import { Clock } from '../core/polling';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** How long ago (or ahead) `at` is, in milliseconds both: "just now", "5 min. ago", "in 2 hr.". */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 10 ? 'in a moment' : 'just now';
}

/** The whole moment in the reader's zone: "22 Nov 2026, 16:05:09". */
export const fullTime = (at: string): string => `${day.format(new Date(at))}, ${clockTime.format(new Date(at))}`;

/** A text of the server's with the moments in it (ISO 8601 in UTC) in the reader's zone. */
export const withLocalTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (at) => fullTime(at));

/** A moment (ISO 8601) as distance, with the whole time behind it; `exact` shows the time itself. */
@Component({
  selector: 'sb-time',
  template: '<time [attr.datetime]="at()" [title]="full()">{{ exact() ? full() : distance() }}</time>',
  host: { class: 'number' },
})
export class Time {
  private readonly clock = inject(Clock);
  readonly at = input.required<string>();
  readonly exact = input(false);
  protected readonly full = computed(() => fullTime(this.at()));
  protected readonly distance = computed(() => relativeTime(Date.parse(this.at()), this.clock.now()));
}
