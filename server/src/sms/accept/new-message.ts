import { segmentsOf } from '@signalbox/codec/segments';
import type { NewMessage } from '@signalbox/contracts/messages';
import { Conflict, Invalid } from '../../common/errors.js';
import { requireE164 } from '../../common/phone-number.js';
import type { Pair } from '../../pairs/pair.js';
import type { Channel } from '../../sim-cards/channel.js';
import { type Lane, type Message, laneOf } from '../message.js';

/** What the rules below need to know of the SIM cards. */
export interface SimCardLookup {
  find(id: number): Channel | undefined;
  findByNumber(number: string): Channel | undefined;
}

/** What they need to know of the pairs. */
export interface PairLookup {
  /** The pair of a number with its plus. */
  matchPrefix(e164: string): Pair | undefined;
}

export interface AcceptContext {
  id: string;
  userId: number;
  now: number;
  country: string;
  simCards: SimCardLookup;
  pairs: PairLookup;
}

/** The lane of a message to a pair: one of high priority has its messages wait one lane higher than they ask for. */
export const laneFor = (lane: Lane, pair: Pick<Pair, 'isHighPriority'> | undefined): Lane =>
  pair?.isHighPriority && lane > 0 ? ((lane - 1) as Lane) : lane;

/**
 * A message from a request whose shape is valid already.
 * @throws Invalid when a number is none or names no SIM card; Conflict when the SIM card is inactive.
 */
export function newMessage(request: NewMessage, { id, userId, now, country, simCards, pairs }: AcceptContext): Message {
  const simCard = requestedSimCard(request, country, simCards);
  const { encoding, segments } = segmentsOf(request.text);
  const sendAt = request.send_at === undefined ? null : Date.parse(request.send_at);
  const start = sendAt !== null && sendAt > now ? sendAt : now;
  const peer = requireE164('to', request.to, country);
  const pair = pairs.matchPrefix(peer);
  return {
    id,
    direction: 'outbound',
    status: start > now ? 'scheduled' : 'queued',
    userId,
    channelId: simCard?.id ?? null,
    pinned: simCard !== undefined,
    peer,
    ownNumber: simCard?.record.number ?? null,
    text: request.text,
    encoding,
    segments,
    lane: laneFor(laneOf(request.priority), pair),
    clientRef: request.client_ref ?? null,
    reason: null,
    attempt: 0,
    maxAttempts: request.max_attempts,
    createdAt: now,
    updatedAt: now,
    sendAt,
    expiresAt: request.validity_seconds === undefined ? null : start + request.validity_seconds * 1000,
    dueAt: start,
    heldAt: null,
    pairId: pair?.id ?? null,
    programId: null,
    runId: null,
  };
}

/**
 * The SIM card that a request names, or undefined.
 * @throws Invalid when there is none such; Conflict when it is inactive.
 */
export function requestedSimCard(
  { sim_card_id: id, from }: Pick<NewMessage, 'sim_card_id' | 'from'>,
  country: string,
  simCards: SimCardLookup,
): Channel | undefined {
  if (id === undefined && from === undefined) return undefined;
  if (id !== undefined && from !== undefined)
    throw Invalid.field('from', 'expected either from or sim_card_id, not both');
  const field = id === undefined ? 'from' : 'sim_card_id';
  const found = id === undefined ? simCards.findByNumber(requireE164('from', from ?? '', country)) : simCards.find(id);
  if (!found) {
    const expected = id === undefined ? 'the number of a SIM card' : 'the id of a SIM card';
    throw Invalid.field(field, `expected ${expected}`);
  }
  if (found.record.status !== 'active') {
    throw new Conflict('The SIM card is inactive.', [{ field, message: 'expected a SIM card that is active' }]);
  }
  return found;
}
