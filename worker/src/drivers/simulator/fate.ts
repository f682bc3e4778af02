import type { JobKey } from '../../journal/journal.js';
import { hashOf } from './hash.js';

export interface FateShares {
  /** Of all attempts, from 0 to 1. */
  failures: number;
  /** Of the failures: those that may be tried again. */
  temporary: number;
}

export type Fate = 'sent' | 'failed' | 'failed for now';

/**
 * What the simulated network does with an attempt. Chosen by the attempt's own key, so that it is the same when the
 * worker is killed and asks again; the next attempt of the same message may fare better.
 */
export function fateOf({ id, attempt }: JobKey, { failures, temporary }: FateShares): Fate {
  if (failures === 0) return 'sent';
  const drawn = hashOf(`${id}:${attempt}`) / 2 ** 32;
  if (drawn >= failures) return 'sent';
  return drawn < failures * temporary ? 'failed for now' : 'failed';
}
