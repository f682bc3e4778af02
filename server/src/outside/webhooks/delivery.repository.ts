import type { DeliveryState } from '@signalbox/contracts/webhook-events';
import type { Span, Stretch } from '../../platform/common/stretch.js';
import type { AttemptEnd, Delivery, DeliveryFailure, DueDelivery } from './delivery.js';
import type { Postponed } from './topic-queue.js';

export interface DeliveryFilter extends Span {
  webhookId: number;
  state?: DeliveryState;
  type?: string;
  eventId?: string;
}

/** What is to be delivered without having happened. */
export interface TestDelivery {
  webhookId: number;
  type: string;
  body: string;
  deadline: number;
  at: number;
}

/** How it stands with all deliveries together. */
export interface Standing {
  /** Counted up to 10,000. */
  waiting: number;
  /** Since when the first of them is due, or until when it waits; null where none does. */
  dueSince: number | null;
}

/** Deliveries. Those of events are put by the adapters that bring them about, in their transactions. */
export abstract class DeliveryRepository {
  /**
   * Endpoints that are active, whose account may come in, and for which something is due: those above an id, then from the
   * first one on, so that whoever goes on where it ended passes nobody over.
   */
  abstract ready(now: number, limit: number, after: number): Promise<number[]>;
  /** Of an endpoint, those whose time has come, in the order in which they are due. */
  abstract due(webhookId: number, now: number, limit: number): Promise<DueDelivery[]>;
  abstract postpone(postponed: readonly Postponed[]): Promise<void>;
  /**
   * Keeps what an attempt came to; nothing when another has begun since. Those of its topic that wait come after one that
   * comes again.
   */
  abstract end(end: AttemptEnd): Promise<void>;
  abstract put(test: TestDelivery): Promise<Delivery>;
  abstract find(webhookId: number, seq: number): Promise<Delivery | null>;
  abstract failures(seq: number): Promise<DeliveryFailure[]>;
  /** Newest first, without bodies. */
  abstract list(filter: DeliveryFilter, stretch: Stretch): Promise<Delivery[]>;
  /** Has it waiting again, at once. @returns whether it was not waiting */
  abstract redeliver(webhookId: number, seq: number, now: number, deadline: number): Promise<boolean>;
  /**
   * The same for those of a span, some at a time, behind a row.
   * @returns how many, and the last row that was looked at; null when that was all
   */
  abstract redeliverSpan(
    span: DeliveryFilter & { after: number },
    now: number,
    deadline: number,
  ): Promise<{ count: number; after: number | null }>;
  abstract standing(): Promise<Standing>;
  /** Gives up what waits beyond its deadline. @returns how many, which may be a part */
  abstract expire(now: number): Promise<number>;
  /** Drops what ended, of what happened before. @returns how many, which may be a part */
  abstract drop(before: number): Promise<number>;
}
