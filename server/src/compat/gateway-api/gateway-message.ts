import type { GatewayMessage, GatewaySmsStatus } from '@signalbox/contracts/gateway';
import type { Message } from '@signalbox/contracts/messages';

/** A message in the names of this API's Message table; our side's number is the SIM card's. */
export function toGatewayMessage({ id, direction, from, to, text, status, created_at }: Message): GatewayMessage {
  const outgoing = direction === 'outbound';
  return {
    id,
    sender: from,
    recipient: to,
    message: text,
    direction: outgoing ? 'outgoing' : 'incoming',
    status,
    timestamp: created_at,
    sender_sim: outgoing ? from : to,
  };
}

/** An outgoing message in the names of the SmsStatus table. */
export const toGatewayStatus = ({ id, from, to, text, status, updated_at }: Message): GatewaySmsStatus => ({
  id,
  message_id: id,
  sender_number: from,
  receiver_number: to,
  message: text,
  status,
  timestamp: updated_at,
});
