import { type Observable, merge, throttleTime } from 'rxjs';
import type { Live } from './live';

/** Hints that a list of channels is out of date: their workers told something, or they carried messages. */
export const channelHints = ({ workers, updates, opened }: Live): Observable<unknown> =>
  merge(workers, updates, opened).pipe(throttleTime(2_000, undefined, { leading: false, trailing: true }));
