import { randomUUID } from 'node:crypto';
import type { Job } from '@signalbox/contracts/bus';

/** A job for a channel, with a text of one part unless told. */
export const jobFor = (channel: string, over: Partial<Job> = {}): Job => ({
  id: randomUUID(),
  attempt: 1,
  channel,
  to: '+254712345678',
  text: 'Hello',
  encoding: 'gsm7',
  segments: 1,
  expires_at: null,
  ...over,
});
