import type { MessageStatus } from '@signalbox/contracts/statuses';
import { messageEvent, type WebhookEventType } from '@signalbox/contracts/webhook-events';
import type { Message } from '../../messaging/sms/message.js';
import { isoTime } from '../../platform/common/clock.js';
import type { EventScope } from './subscription.js';

/** What happened, for those who subscribed to it. */
export interface WebhookEvent extends EventScope {
  /** Those of one topic arrive one after another; null where the order is of no matter. Up to 80 characters. */
  topic: string | null;
  /** Epoch milliseconds. */
  at: number;
  /** What the receiver is told. */
  data: Readonly<Record<string, unknown>>;
}

/** The body of an event, as it is signed and sent. */
export const bodyOf = ({ type, at, data }: Pick<WebhookEvent, 'at' | 'data'> & { type: WebhookEventType | string }) =>
  JSON.stringify({ type, timestamp: isoTime(at), data });

/** A message that reached a status. What came in has its text, of what is sent the sender knows it. */
export function eventOfMessage(message: Message, status: MessageStatus, isProvider: boolean): WebhookEvent {
  const { userId, apiKeyId, pairId, programId, updatedAt } = message;
  return {
    type: messageEvent(status),
    topic: `message ${message.id}`,
    at: updatedAt,
    ...{ userId, apiKeyId, pairId, programId },
    data: dataOf(message, status, isProvider),
  };
}

function dataOf(message: Message, status: MessageStatus, isProvider: boolean): Record<string, unknown> {
  const { channelId } = message;
  const isInbound = message.direction === 'inbound';
  const channel = { sim_card_id: isProvider ? null : channelId, provider_id: isProvider ? channelId : null };
  if (isInbound) {
    const { id, direction, peer, ownNumber, text, createdAt } = message;
    return { id, direction, status, from: peer, to: ownNumber, text, ...channel, created_at: isoTime(createdAt) };
  }
  return {
    id: message.id,
    direction: message.direction,
    status,
    from: message.ownNumber,
    to: message.peer,
    client_ref: message.clientRef,
    reason: message.reason,
    segments: message.segments,
    attempts: message.attempt,
    ...channel,
    pair_id: message.pairId,
    program_id: message.programId,
    run_id: message.runId,
    created_at: isoTime(message.createdAt),
    updated_at: isoTime(message.updatedAt),
  };
}
