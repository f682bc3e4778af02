import { SERVICE_NUMBER } from '@signalbox/contracts/rules';
import { Invalid } from '../../../platform/common/errors.js';
import { requireE164, toE164 } from '../../../platform/common/phone-number.js';
import type { Pair } from '../../pairs/pair.js';
import type { Channel } from '../../sim-cards/channel.js';
import type { Message } from '../message.js';

/** Who is written to: a phone number in E.164, or a short code or the name of a service as it is; and over which pair. */
export interface Recipient {
  peer: string;
  pair: Pair | undefined;
}

/** What recipients need to know of the pairs. */
export interface PairLookup {
  /** The pair of a number with its plus. */
  matchPrefix(e164: string): Pair | undefined;
  find(id: string): Pair | undefined;
  readonly all: readonly Pair[];
}

/** Where short codes and service names may be written to. */
export interface ServiceRules {
  pairs: PairLookup;
  /** Whether over every channel. */
  shortCodes: boolean;
}

/** Digits that are a short code before they are a number without its area's code, which gets no messages. */
const SHORT = /^\d{3,6}$/;

/**
 * A short code is a network's own: it goes over a channel whose pair takes such, or, where the channel is not named, over
 * the one pair that does; over any where the installation allows it.
 * @param country ISO 3166 code for numbers without a country's prefix
 * @throws Invalid naming `to`
 */
export function recipientOf(
  to: string,
  country: string,
  channel: Channel | undefined,
  { pairs, shortCodes }: ServiceRules,
): Recipient {
  const number = SHORT.test(to) ? null : toE164(to, country);
  if (number !== null) return { peer: number, pair: pairs.matchPrefix(number) };
  const name = to.trim();
  if (!SERVICE_NUMBER.test(name)) return numberTo(to, country, pairs);
  const takers = channel === undefined ? pairs.all.filter(takesShortCodes) : pairsOf(channel, pairs);
  const [pair, ...others] = takers;
  if (shortCodes || (pair && (channel || others.length === 0))) {
    return { peer: name, pair: others.length === 0 ? pair : undefined };
  }
  return numberTo(to, country, pairs, pair ? SEVERAL : NOBODY);
}

const NOBODY = 'short codes and service names go over channels of a pair with short_codes, or with SHORT_CODES=true';
const SEVERAL = 'to a short code or a service name over a named channel, since several pairs have short_codes';

function numberTo(to: string, country: string, pairs: PairLookup, otherwise?: string): Recipient {
  try {
    const number = requireE164('to', to, country);
    return { peer: number, pair: pairs.matchPrefix(number) };
  } catch (error) {
    if (otherwise === undefined || !(error instanceof Invalid)) throw error;
    throw Invalid.field('to', `${error.errors[0]?.message ?? 'expected a phone number'}; ${otherwise}`);
  }
}

const takesShortCodes = ({ active, shortCodes }: Pair): boolean => active && shortCodes;

/** The pairs of a channel that take short codes. */
const pairsOf = ({ record }: Channel, pairs: PairLookup): Pair[] =>
  record.pairIds.map((id) => pairs.find(id)).filter((pair) => pair !== undefined && takesShortCodes(pair)) as Pair[];

/** Whether what came in can be answered, over the channel that it came in on. */
export function canReply(
  { direction, peer }: Pick<Message, 'direction' | 'peer'>,
  channel: Channel | undefined,
  { pairs, shortCodes }: ServiceRules,
): boolean {
  if (direction !== 'inbound') return false;
  if (peer.startsWith('+')) return toE164(peer, '') !== null;
  if (!SERVICE_NUMBER.test(peer)) return false;
  return shortCodes || (channel !== undefined && pairsOf(channel, pairs).length > 0);
}
