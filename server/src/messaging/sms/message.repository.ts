import type { Direction } from '@signalbox/contracts/messages';
import type { MessageStatus, WaitingStatus } from '@signalbox/contracts/statuses';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import type { Change } from './change.js';
import type { Lane, Message } from './message.js';

/** A message with what only its row knows. */
export interface StoredMessage extends Message {
  /** Grows with every insert; the order of lists. */
  seq: number;
  history: string;
}

/** What tells whether a message that waits may go, and no more: most of a long queue is passed over by it. */
export type WaitingMessage = Pick<
  StoredMessage,
  'seq' | 'id' | 'status' | 'lane' | 'dueAt' | 'expiresAt' | 'pinned' | 'channelId' | 'pairId' | 'tried' | 'runId'
>;

export interface MessageFilter {
  owner?: number;
  direction?: Direction;
  /** One, or any of several. */
  status?: MessageStatus | readonly MessageStatus[];
  peer?: string;
  channelId?: number;
  /** The run of a program that it was made for. */
  runId?: number;
  clientRef?: string;
  /** Created at or after, and before; epoch ms. */
  since?: number;
  until?: number;
  /** Changed at or after; epoch ms. */
  changedSince?: number;
  /** The day that the channel which has it, or had it last, was given it; whole days since 1970, UTC. */
  dispatchedOn?: number;
}

/** Where a reading of the queue stopped. */
export interface QueuePosition {
  dueAt: number;
  seq: number;
}

/** A row that is dispatched. */
export type Dispatched = Pick<StoredMessage, 'seq' | 'id' | 'updatedAt'>;

/** Before everything that waits. */
export const QUEUE_START: QueuePosition = { dueAt: -1, seq: 0 };

/** An outgoing message to store, and the answer to remember with it. */
export interface NewRow {
  message: Message;
  remember?: Remembered;
}

/**
 * A run's cursor, moved in the transaction that stores the messages made from the rows passed over, and only if it still
 * stands at `from`: neither a crash nor a second server can repeat or lose a row.
 */
export interface RunAdvance {
  runId: number;
  /** The first row of the chunk, and the first row after it; from 0. */
  from: number;
  to: number;
  /** Rows passed over without a message, such as suppressed numbers. */
  skipped: number;
}

/** How a chunk is stored. */
export interface ChunkOptions {
  /** Leave out ids that exist: the same chunk may be repeated. */
  known: boolean;
  /** @throws Conflict from the write when the run's cursor has moved or the run does not run; then nothing is stored. */
  advance?: RunAdvance;
}

/**
 * Messages, with their counters and remembered answers, which commit together.
 * Every write resolves after its commit is on disk.
 */
export abstract class MessageRepository {
  /** Stores one; answers the earlier answer instead, and stores nothing, when one is remembered in its scope. */
  abstract insert(row: NewRow): Promise<Remembered | null>;
  /** Stores a chunk in one transaction; answers the messages that were new. */
  abstract insertMany(messages: Message[], options: ChunkOptions): Promise<Message[]>;
  /** Applies a change if its message is still as the change expects; answers whether it did. */
  abstract apply(change: Change): Promise<boolean>;

  abstract find(id: string, owner?: number): Promise<StoredMessage | null>;
  abstract findMany(ids: string[]): Promise<StoredMessage[]>;
  /** Newest first, one more than `limit` when there are more; `before` is the last row's seq of the page before. */
  abstract list(filter: MessageFilter, limit: number, before?: number): Promise<StoredMessage[]>;
  /** Waiting in a lane, due by `until`, in the order they became due. */
  abstract waiting(lane: Lane, after: QueuePosition, until: number, limit: number): Promise<WaitingMessage[]>;
  /** Waiting, due or not, although their validity ended by a time. */
  abstract expired(by: number, limit: number): Promise<StoredMessage[]>;
  /** How many wait, scheduled ones included. */
  abstract waitingByLane(): Promise<{ lane: Lane; count: number }[]>;
  /** A run's in one of the two statuses that wait, by seq. */
  abstract waitingOfRun(
    runId: number,
    status: WaitingStatus,
    afterSeq: number,
    limit: number,
  ): Promise<StoredMessage[]>;
  /** At a worker, or on the way there; by seq. */
  abstract dispatched(afterSeq: number, limit: number): Promise<StoredMessage[]>;
  /** The same, only which they are and since when. */
  abstract dispatchedIds(afterSeq: number, limit: number): Promise<Dispatched[]>;
}
