import { Component, computed, inject, input } from '@angular/core';
import { dates, distances } from '../core/locale';
import { Clock } from '../core/clock';
import { inUtc, ownZone } from '../core/zone';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const distance = distances({ numeric: 'always', style: 'short' });
/** It has a word for no distance at all. */
const present = distances({ numeric: 'auto', style: 'short' });
const formatsOf = (timeZone: string | undefined) => ({
  clock: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone }),
  day: dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone }),
});
/** By zone: made once for each. */
const made = new Map<string | undefined, ReturnType<typeof formatsOf>>();

function written(at: string, timeZone: string | undefined): string {
  const formats = made.get(timeZone) ?? formatsOf(timeZone);
  made.set(timeZone, formats);
  const { clock, day } = formats;
  return `${day().format(new Date(at))}, ${clock().format(new Date(at))}`;
}

/** How long ago (or ahead) `at` is, in milliseconds both: "now" for a minute, "5 min. ago", "in 2 hr.". */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return distance().format(Math.trunc(seconds / size), unit);
  }
  return seconds > 10 ? distance().format(seconds, 'second') : present().format(0, 'second');
}

/** The whole moment in UTC, and saying so: "22 Nov 2026, 13:05:09 UTC". */
export const utcTime = (at: string): string => `${written(at, 'UTC')} UTC`;

/** The whole moment in the reader's zone, "22 Nov 2026, 16:05:09", or in UTC where they want that. */
export const fullTime = (at: string): string => (inUtc() ? utcTime(at) : written(at, ownZone() ?? undefined));

/** A moment in both zones, for who points at it. */
export function bothTimes(at: string): string {
  const own = ownZone();
  const there = own === null || own === 'UTC' ? `${written(at, undefined)} here` : `${written(at, own)} in ${own}`;
  return `${there}, ${utcTime(at)}`;
}

/** A text of the server's with the moments in it (ISO 8601 in UTC) as times are shown. */
export const withLocalTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (at) => fullTime(at));

/** A moment (ISO 8601) as distance, with the whole time behind it, in UTC too; `exact` shows the time itself. */
@Component({
  selector: 'sb-time',
  template: '<time [attr.datetime]="at()" [title]="both()">{{ exact() ? full() : distance() }}</time>',
  host: { class: 'number' },
})
export class Time {
  private readonly clock = inject(Clock);
  readonly at = input.required<string>();
  readonly exact = input(false);
  protected readonly full = computed(() => fullTime(this.at()));
  protected readonly both = computed(() => bothTimes(this.at()));
  protected readonly distance = computed(() => relativeTime(Date.parse(this.at()), this.clock.now()));
}
