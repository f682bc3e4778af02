import type { Job } from '@signalbox/contracts/bus';
import type { Message } from '../message.js';

/** The job for a message on its way to a channel; `held` when the worker had it before. */
export const jobOf = (message: Message, channelKey: string): Job => ({
  id: message.id,
  attempt: message.attempt,
  channel: channelKey,
  to: message.peer,
  text: message.text,
  encoding: message.encoding,
  segments: message.segments,
  expires_at: message.expiresAt,
  ...(message.heldAt === null ? {} : { held: true as const }),
});
