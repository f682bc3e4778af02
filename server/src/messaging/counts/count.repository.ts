import type { MessageStatus } from '@signalbox/contracts/messages';

/** How many messages reached a status, and how many left it again. */
export interface StatusCount {
  /** 0 while a message waits for a channel. */
  channelId: number;
  status: MessageStatus;
  entered: number;
  departed: number;
}

export interface DayCount {
  /** Whole days since 1970, UTC. */
  day: number;
  status: MessageStatus;
  entered: number;
}

/** The counters that are written with the messages: reading them costs the same at ten messages and ten million. */
export abstract class CountRepository {
  /** By channel and status, over all days from `day` on. */
  abstract sinceDay(day: number): Promise<StatusCount[]>;
  abstract byDay(fromDay: number): Promise<DayCount[]>;
}
