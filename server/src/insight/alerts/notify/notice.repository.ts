import type { AlertChannel } from '../channels/alert-channel.js';
import type { Delivery, Notice, Waiting } from './notice.js';

/** What is to be told to people, through which channel, and what became of it. */
export abstract class NoticeRepository {
  /**
   * Notes that people are told, and has it leave, in one transaction; each only while its alert is as it was read. A channel
   * has one item in the outbox at a time: what comes meanwhile goes with it. @returns how many were noted
   */
  abstract put(notices: readonly Notice[], channels: readonly AlertChannel[], now: number): Promise<number>;
  /** What waits for a channel. @param most rows */
  abstract waiting(channelId: number, most: number): Promise<Waiting>;
  /** All up to a notice has arrived; what came since leaves next. */
  abstract delivered(channelId: number, upTo: number, now: number): Promise<void>;
  /** What waits will never arrive. */
  abstract failed(channelId: number, error: string, now: number): Promise<void>;
  /** Notes what an attempt said that comes again. */
  abstract note(channelId: number, error: string): Promise<void>;
  /** Gives up what was given up by the outbox, or belongs to a channel that is no more. @returns how many channels */
  abstract heal(now: number): Promise<number>;
  abstract ofAlert(alertId: number): Promise<Delivery[]>;
}
