import type { Message } from '../src/messaging/sms/message.js';
import { uuidv7 } from '../src/platform/common/uuid.js';

/** A whole number of milliseconds, so that it means the same in every database. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** A queued message that no channel has yet, but for what is said. */
export function messageWith(fields: Partial<Message> = {}): Message {
  const createdAt = fields.createdAt ?? NOON;
  return {
    id: uuidv7(),
    direction: 'outbound',
    status: 'queued',
    userId: 1,
    channelId: null,
    workerId: null,
    pinned: false,
    failover: false,
    flash: false,
    tried: null,
    peer: '+254712345678',
    ownNumber: null,
    text: 'hello',
    encoding: 'gsm7',
    segments: 1,
    lane: 1,
    clientRef: null,
    reason: null,
    attempt: 0,
    version: 0,
    maxAttempts: 3,
    createdAt,
    updatedAt: createdAt,
    sendAt: null,
    expiresAt: null,
    dueAt: createdAt,
    heldAt: null,
    pairId: null,
    programId: null,
    runId: null,
    ...fields,
  };
}
