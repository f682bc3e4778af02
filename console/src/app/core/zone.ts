import { signal } from '@angular/core';

const KEY = 'signalbox.utc';

const chosen = signal(localStorage.getItem(KEY) === 'true');

/** Whether times are shown in UTC; otherwise in the reader's zone. Read where a text is made, so that texts follow it. */
export const inUtc = chosen.asReadonly();

export function showUtc(utc: boolean): void {
  chosen.set(utc);
  if (utc) localStorage.setItem(KEY, 'true');
  else localStorage.removeItem(KEY);
}

/** The zone that times are shown in, for `Intl`; undefined is the reader's. */
export const zone = (): 'UTC' | undefined => (inUtc() ? 'UTC' : undefined);

/** The last midnight of the clock that times are shown by, in epoch milliseconds. */
export const dayStart = (now: number): number =>
  inUtc() ? now - (now % 86_400_000) : new Date(now).setHours(0, 0, 0, 0);
