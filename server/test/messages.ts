import { type Message, blankMessage } from '../src/messaging/sms/message.js';
import { uuidv7 } from '../src/platform/common/uuid.js';

/** A whole number of milliseconds, so that it means the same in every database. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** A queued message that no channel has yet, but for what is said. */
export function messageWith(fields: Partial<Message> = {}): Message {
  const made = {
    id: uuidv7(),
    direction: 'outbound',
    status: 'queued',
    peer: '+254712345678',
    text: 'hello',
    encoding: 'gsm7',
    segments: 1,
    lane: 1,
    createdAt: fields.createdAt ?? NOON,
  } as const;
  return { ...blankMessage(made), userId: 1, ...fields };
}
