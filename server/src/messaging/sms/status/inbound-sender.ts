import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { toE164 } from '../../../platform/common/phone-number.js';
import type { Pair } from '../../pairs/pair.js';
import type { Channel } from '../../sim-cards/channel.js';

/** Digits alone that are a short code wherever they come from: no mobile number is so short. */
const SHORT_CODE = /^\d{1,6}$/;
/** What says its country itself. */
const INTERNATIONAL = /^\+[1-9]/;

/**
 * Who sent a message: in E.164 where that is the only thing it can be, however the network wrote it (with TON 0 or 2,
 * without the plus, with 00); else as it came, as a short code or a name.
 * @param countryOf ISO 3166 code of the network that it came over, asked where it matters
 */
export function senderOf(from: string, countryOf: () => string): string {
  if (SHORT_CODE.test(from)) return from;
  return toE164(from, INTERNATIONAL.test(from) ? '' : countryOf()) ?? from;
}

/**
 * Whose national numbers a channel's network writes: those of the country of its own number, else of its pairs, where
 * they are of one.
 */
export function countryOf(
  channel: Pick<Channel, 'record' | 'ownNumber'> | undefined,
  find: (pairId: string) => Pick<Pair, 'country'> | undefined,
  otherwise: string,
): string {
  if (channel === undefined) return otherwise;
  const { ownNumber, record } = channel;
  const own = ownNumber?.startsWith('+') ? parsePhoneNumberFromString(ownNumber)?.country : undefined;
  if (own !== undefined) return own;
  const countries = new Set(record.pairIds.map((id) => find(id)?.country));
  const [country] = countries;
  return countries.size === 1 && country !== undefined ? country : otherwise;
}
