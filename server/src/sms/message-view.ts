import type { Message as MessageView, MessageDetail } from '@signalbox/contracts/messages';
import { isoTime, isoTimeOrNull } from '../common/clock.js';
import { parseHistory } from './history.js';
import { type Message, priorityOf } from './message.js';
import type { StoredMessage } from './message.repository.js';

/** Who sent and who received: our side's number is known once a channel carries the message. */
export const partiesOf = (message: Message): { from: string | null; to: string | null } =>
  message.direction === 'outbound'
    ? { from: message.ownNumber, to: message.peer }
    : { from: message.peer, to: message.ownNumber };

export const toView = (message: Message): MessageView => ({
  id: message.id,
  direction: message.direction,
  status: message.status,
  ...partiesOf(message),
  text: message.text,
  encoding: message.encoding,
  segments: message.segments,
  priority: priorityOf(message.lane),
  sim_card_id: message.channelId,
  client_ref: message.clientRef,
  reason: message.reason,
  attempts: message.attempt,
  max_attempts: message.maxAttempts,
  created_at: isoTime(message.createdAt),
  updated_at: isoTime(message.updatedAt),
  send_at: isoTimeOrNull(message.sendAt),
  expires_at: isoTimeOrNull(message.expiresAt),
});

export const toDetail = (message: StoredMessage): MessageDetail => ({
  ...toView(message),
  history: parseHistory(message.history),
});
