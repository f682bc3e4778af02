import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import { isoTime } from '../../platform/common/clock.js';
import type { AsRouted } from '../../messaging/sms/message-view.js';
import type { Message } from '../../messaging/sms/message.js';

/** A message's state in the names of the gateway's SmsStatus table. */
export const toUpdate = (message: Message, { kindOf, reasonOf, canReply }: AsRouted): SmsStatusUpdate => {
  const { channelId } = message;
  const kind = channelId === null ? null : kindOf(channelId);
  const inbound = message.direction === 'inbound';
  return {
    message_id: message.id,
    direction: message.direction,
    sender_number: inbound ? message.peer : message.ownNumber,
    receiver_number: inbound ? message.ownNumber : message.peer,
    message: message.text,
    status: message.status,
    sim_card_id: kind === 'sim' ? channelId : null,
    provider_id: kind === 'provider' ? channelId : null,
    reason: reasonOf(message),
    can_reply: canReply(message),
    created_at: isoTime(message.createdAt),
    timestamp: isoTime(message.updatedAt),
  };
};
