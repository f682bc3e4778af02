import type { MessageStatus } from '@signalbox/contracts/messages';

/** How many messages reached a status, and how many left it again. */
export interface StatusCount {
  /** 0 while a message waits for a channel. */
  channelId: number;
  status: MessageStatus;
  entered: number;
  departed: number;
}

export interface MinuteCount {
  /** Whole minutes since 1970, UTC. */
  minute: number;
  /** `accepted` counts what came in by the API, once a message. */
  status: MessageStatus | 'accepted';
  entered: number;
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
  abstract byMinute(fromMinute: number): Promise<MinuteCount[]>;
  abstract byDay(fromDay: number): Promise<DayCount[]>;
}
