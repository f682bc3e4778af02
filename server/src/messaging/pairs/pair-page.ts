import type { Page } from '@signalbox/contracts/common';
import type { PairQuery, Pair as PairView } from '@signalbox/contracts/pairs';
import { Invalid } from '../../platform/common/errors.js';
import { compareNames, nameKey } from './pair-book.js';
import { toPairView } from './pair-view.js';
import type { Pair } from './pair.js';

/** A page of pairs that are in the order of their names; the cursor is the last one's name. */
export function pageOfPairs(pairs: readonly Pair[], { limit, cursor, country, active }: PairQuery): Page<PairView> {
  const after = cursor === undefined ? '' : decode(cursor);
  const rows = pairs.filter(
    (pair) =>
      compareNames(nameKey(pair), after) > 0 &&
      (country === undefined || pair.country === country.toUpperCase()) &&
      (active === undefined || pair.active === active),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toPairView),
    next_cursor: rows.length > limit && last ? Buffer.from(`n${nameKey(last)}`).toString('base64url') : null,
  };
}

function decode(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.toString();
  if (bytes.toString('base64url') !== cursor || !/^n[A-Z]{2} ./s.test(text)) {
    throw Invalid.field('cursor', 'expected the next_cursor of an earlier answer');
  }
  return text.slice(1);
}
