import { segmentsOf } from '@signalbox/codec/segments';
import { smartText } from '@signalbox/codec/smart-encoding';
import type { NewMessage } from '@signalbox/contracts/messages';
import { Conflict, Invalid } from '../../../platform/common/errors.js';
import { requireE164 } from '../../../platform/common/phone-number.js';
import type { Pair } from '../../pairs/pair.js';
import type { Channel } from '../../sim-cards/channel.js';
import { NOUN } from '../dispatch/router.js';
import { type Lane, type Message, blankMessage, laneOf } from '../message.js';
import { type ServiceRules, recipientOf } from './recipient.js';

/** What the rules below need to know of the channels. */
export interface ChannelLookup {
  find(id: number): Channel | undefined;
  /** A SIM card. */
  findByNumber(number: string): Channel | undefined;
}

export interface AcceptContext extends ServiceRules {
  id: string;
  userId: number;
  apiKeyId: number | null;
  now: number;
  country: string;
  /** Whether typographic characters give way where the request does not say. */
  smartEncoding: boolean;
  channels: ChannelLookup;
}

/** The lane of a message to a pair: one of high priority has its messages wait one lane higher than they ask for. */
export const laneFor = (lane: Lane, pair: Pick<Pair, 'isHighPriority'> | undefined): Lane =>
  pair?.isHighPriority && lane > 0 ? ((lane - 1) as Lane) : lane;

/**
 * A message from a request whose shape is valid already.
 * @throws Invalid when a number is none or no channel is named so; Conflict when the channel is inactive.
 */
export function newMessage(request: NewMessage, context: AcceptContext): Message {
  const { id, userId, apiKeyId, now, country, channels } = context;
  const channel = requestedChannel(request, country, channels);
  const text = (request.smart_encoding ?? context.smartEncoding) ? smartText(request.text) : request.text;
  const { encoding, segments } = segmentsOf(text);
  const sendAt = request.send_at === undefined ? null : Date.parse(request.send_at);
  const start = sendAt !== null && sendAt > now ? sendAt : now;
  const { peer, pair } = recipientOf(request.to, country, channel, context);
  const lane = laneFor(laneOf(request.priority), pair);
  const status = start > now ? 'scheduled' : 'queued';
  const made = { id, direction: 'outbound', status, peer, text, encoding, segments, lane } as const;
  return {
    ...blankMessage({ ...made, createdAt: now }),
    userId,
    apiKeyId,
    channelId: channel?.id ?? null,
    pinned: channel !== undefined,
    failover: request.failover ?? false,
    flash: request.flash ?? false,
    regardless: request.ignore_suppression ?? false,
    ownNumber: channel?.ownNumber ?? null,
    clientRef: request.client_ref ?? null,
    callbackUrl: request.callback_url ?? null,
    maxAttempts: request.max_attempts,
    sendAt,
    expiresAt: request.validity_seconds === undefined ? null : start + request.validity_seconds * 1000,
    dueAt: start,
    pairId: pair?.id ?? null,
  };
}

const NAMES = ['from', 'sim_card_id', 'provider_id'] as const;

/**
 * The channel that a request names, or undefined.
 * @throws Invalid when there is none such, or several names; Conflict when it is inactive.
 */
export function requestedChannel(
  request: Pick<NewMessage, (typeof NAMES)[number]>,
  country: string,
  channels: ChannelLookup,
): Channel | undefined {
  const { from, sim_card_id, provider_id } = request;
  if (from === undefined && sim_card_id === undefined && provider_id === undefined) return undefined;
  const [field, other] = NAMES.filter((name) => request[name] !== undefined);
  if (field === undefined) return undefined;
  if (other !== undefined) throw Invalid.field(field, `expected either ${field} or ${other}, not both`);
  const id = sim_card_id ?? provider_id;
  const found = id === undefined ? channels.findByNumber(requireE164('from', from ?? '', country)) : channels.find(id);
  const kind = field === 'provider_id' ? 'provider' : 'sim';
  const noun = NOUN[kind];
  if (found?.record.kind !== kind) {
    throw Invalid.field(field, `expected the ${field === 'from' ? 'number' : 'id'} of a ${noun}`);
  }
  if (found.record.status !== 'active') {
    throw new Conflict(`The ${noun} is inactive.`, [{ field, message: `expected a ${noun} that is active` }]);
  }
  return found;
}
