import type { GatewayStatusUpdate, MqttStatus, SmsStatusUpdate } from '@signalbox/contracts/live';
import { statusesWith } from '@signalbox/contracts/statuses';
import { masked } from '@signalbox/logging/mask';
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

/** What of it somebody may see who shows nothing: that there is such a message, and how far it is. */
export const maskedUpdate = (update: SmsStatusUpdate): SmsStatusUpdate => ({
  ...update,
  sender_number: update.sender_number && masked(update.sender_number),
  receiver_number: update.receiver_number && masked(update.receiver_number),
  message: '',
  reason: null,
});

/** With the names that clients of the earlier gateway read. */
export const toGatewayUpdate = (update: SmsStatusUpdate): GatewayStatusUpdate => ({
  ...update,
  sender: update.sender_number,
  recipient: update.receiver_number,
  sim_card: update.direction === 'inbound' ? update.receiver_number : update.sender_number,
});

/** What a worker tells of a message: what became of it at the network, and what came in. */
const REPORTED = new Set(statusesWith(({ phase, passed }) => phase === 'inbox' || passed >= 2));

/** What came of a message over MQTT, as JSON text; null where the server itself brought its status about. */
export function toMqttStatus({ message_id, ...update }: SmsStatusUpdate): string | null {
  const { sender_number, receiver_number, message, status, timestamp } = update;
  if (!REPORTED.has(status)) return null;
  const body: MqttStatus = { id: message_id, message_id, sender_number, receiver_number, message, status, timestamp };
  return JSON.stringify(body);
}
