import type { MessageStatus } from '@signalbox/contracts/messages';

/** The colour family a status is shown in, the same everywhere. */
export type Tone = 'waiting' | 'moving' | 'done' | 'bad' | 'unsure' | 'neutral' | 'incoming';

export const TONES: Record<MessageStatus, Tone> = {
  scheduled: 'waiting',
  queued: 'waiting',
  dispatched: 'moving',
  sent: 'moving',
  delivered: 'done',
  undelivered: 'bad',
  failed: 'bad',
  uncertain: 'unsure',
  expired: 'neutral',
  cancelled: 'neutral',
  received: 'incoming',
};

/** Every status, in the order of a message's life. */
export const STATUSES = Object.keys(TONES) as MessageStatus[];

/** Whether more may still happen to a message by itself. */
export const isOpen = (status: MessageStatus): boolean => ['waiting', 'moving'].includes(TONES[status]);

export const statusLabel = (status: string): string => status.charAt(0).toUpperCase() + status.slice(1);
