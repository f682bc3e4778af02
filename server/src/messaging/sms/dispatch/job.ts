import type { Job } from '@signalbox/contracts/bus';
import type { Message } from '../message.js';

/**
 * The job for a message on its way to a channel; `held` when the worker had it before.
 * @param proxy the URL of a proxy that a provider is reached through, in place of its own
 */
export const jobOf = (message: Message, channelKey: string, proxy: string | null = null): Job => ({
  id: message.id,
  attempt: message.attempt,
  channel: channelKey,
  to: message.peer,
  text: message.text,
  encoding: message.encoding,
  segments: message.segments,
  expires_at: message.expiresAt,
  ...(message.flash ? { flash: true as const } : {}),
  ...(proxy === null ? {} : { proxy }),
  ...(message.heldAt === null ? {} : { held: true as const }),
});
