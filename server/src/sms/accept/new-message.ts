import { segmentsOf } from '@signalbox/codec/segments';
import type { NewMessage } from '@signalbox/contracts/messages';
import { Conflict, Invalid } from '../../common/errors.js';
import { requireE164 } from '../../common/phone-number.js';
import type { Channel } from '../../sim-cards/channel.js';
import { type Message, laneOf } from '../message.js';

/** What the rules below need to know of the SIM cards. */
export interface SimCardLookup {
  find(id: number): Channel | undefined;
  findByNumber(number: string): Channel | undefined;
}

export interface AcceptContext {
  id: string;
  userId: number;
  now: number;
  country: string;
  simCards: SimCardLookup;
}

/**
 * A message from a request whose shape is valid already.
 * @throws Invalid when a number is none or names no SIM card; Conflict when the SIM card is inactive.
 */
export function newMessage(request: NewMessage, { id, userId, now, country, simCards }: AcceptContext): Message {
  const simCard = requestedSimCard(request, country, simCards);
  const { encoding, segments } = segmentsOf(request.text);
  const sendAt = request.send_at === undefined ? null : Date.parse(request.send_at);
  const start = sendAt !== null && sendAt > now ? sendAt : now;
  return {
    id,
    direction: 'outbound',
    status: start > now ? 'scheduled' : 'queued',
    userId,
    channelId: simCard?.id ?? null,
    pinned: simCard !== undefined,
    peer: requireE164('to', request.to, country),
    ownNumber: simCard?.record.number ?? null,
    text: request.text,
    encoding,
    segments,
    lane: laneOf(request.priority),
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
    pairId: null,
    programId: null,
    runId: null,
  };
}

function requestedSimCard(request: NewMessage, country: string, simCards: SimCardLookup): Channel | undefined {
  const { sim_card_id: id, from } = request;
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
