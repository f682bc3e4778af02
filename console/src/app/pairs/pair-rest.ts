import type { Pair } from '@signalbox/contracts/pairs';

/** Whether a pair without prefixes has the numbers of its country that no prefix claims: the only active one without. */
export const takesRest = (pair: Pair, all: readonly Pair[]): boolean =>
  pair.takes_rest &&
  pair.active &&
  pair.prefixes.length === 0 &&
  all.every(
    ({ id, country, active, prefixes }) => id === pair.id || country !== pair.country || !active || prefixes.length > 0,
  );
