import type { CountryOperator } from '@signalbox/contracts/country-operator-api';
import { isoTime } from '../../platform/common/clock.js';
import type { Pair } from '../../messaging/pairs/pair.js';

/** A pair in the names of this API, with its country as the client wrote it. */
export const toCountryOperator = (pair: Pair): CountryOperator => ({
  id: pair.id,
  country: pair.countryLabel ?? pair.country,
  operator: pair.operator,
  is_high_priority: pair.isHighPriority,
  country_code: pair.country,
  prefixes: pair.prefixes,
  active: pair.active,
  created_at: isoTime(pair.createdAt),
});
