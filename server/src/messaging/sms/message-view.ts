import type { Message as MessageView, MessageDetail, StatusChange } from '@signalbox/contracts/messages';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import { type HistoryLine, parseHistory } from './history.js';
import { type Message, priorityOf } from './message.js';
import type { StoredMessage } from './message.repository.js';

/** Who sent and who received: our side's number is known once a channel carries the message. */
export const partiesOf = (message: Message): { from: string | null; to: string | null } =>
  message.direction === 'outbound'
    ? { from: message.ownNumber, to: message.peer }
    : { from: message.peer, to: message.ownNumber };

/** What kind of channel an id is. */
export type KindOf = (channelId: number) => 'sim' | 'provider';

/** What of a message is not in its row, but as the channels are now. */
export interface AsRouted {
  kindOf: KindOf;
  /** Why it waits, failed or is uncertain. */
  reasonOf: (message: Message) => string | null;
  /** Whether it came in and can be answered. */
  canReply: (message: Message) => boolean;
}

/** A channel as the API names it: by one of two ids, as it is a SIM card or a provider. */
function channelIds(
  { channelId }: Pick<Message, 'channelId'>,
  kindOf: KindOf,
): Pick<MessageView, 'sim_card_id' | 'provider_id'> {
  const isProvider = channelId !== null && kindOf(channelId) === 'provider';
  return { sim_card_id: isProvider ? null : channelId, provider_id: isProvider ? channelId : null };
}

export const toView = (message: Message, { kindOf, reasonOf, canReply }: AsRouted): MessageView => ({
  id: message.id,
  direction: message.direction,
  status: message.status,
  ...partiesOf(message),
  text: message.text,
  encoding: message.encoding,
  segments: message.segments,
  priority: priorityOf(message.lane),
  ...channelIds(message, kindOf),
  failover: message.failover,
  flash: message.flash,
  ignore_suppression: message.regardless,
  client_ref: message.clientRef,
  reason: reasonOf(message),
  can_reply: canReply(message),
  attempts: message.attempt,
  max_attempts: message.maxAttempts,
  created_at: isoTime(message.createdAt),
  updated_at: isoTime(message.updatedAt),
  send_at: isoTimeOrNull(message.sendAt),
  expires_at: isoTimeOrNull(message.expiresAt),
});

export const toDetail = (message: StoredMessage, routed: AsRouted): MessageDetail => ({
  ...toView(message, routed),
  callback_url: message.callbackUrl,
  history: parseHistory(message.history).map((line) => toChange(line, routed.kindOf)),
});

const toChange = ({ channelId, ...line }: HistoryLine, kindOf: KindOf): StatusChange =>
  channelId === null ? line : { ...line, ...channelIds({ channelId }, kindOf) };
