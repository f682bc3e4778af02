import { ON_THE_WAY, STATUSES, type MessageStatus, type Tone as StatusTone } from '@signalbox/contracts/statuses';

/** The colour family a status is shown in, the same everywhere. */
export type Tone = StatusTone;

export const toneOf = (status: MessageStatus): Tone => STATUSES[status].tone;

/** Whether more may still happen to a message by itself. */
export const isOpen = (status: MessageStatus): boolean => ON_THE_WAY.includes(status);

export const statusLabel = (status: MessageStatus): string => STATUSES[status].label;
