import type { GatewayMessage } from '@signalbox/contracts/gateway';
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
