import type { Pair as PairView } from '@signalbox/contracts/pairs';
import { isoTime } from '../../platform/common/clock.js';
import type { Pair } from './pair.js';

/** A pair as the API shows it. */
export const toPairView = (pair: Pair): PairView => ({
  id: pair.id,
  country: pair.country,
  operator: pair.operator,
  mcc: pair.mcc,
  mnc: pair.mnc,
  prefixes: pair.prefixes,
  is_high_priority: pair.isHighPriority,
  takes_rest: pair.takesRest,
  active: pair.active,
  short_codes: pair.shortCodes,
  created_at: isoTime(pair.createdAt),
  updated_at: isoTime(pair.updatedAt),
});
