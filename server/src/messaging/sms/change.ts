import type { MessageStatus } from '@signalbox/contracts/messages';
import { historyLine } from './history.js';
import type { Message } from './message.js';

/** Fields a change may set besides the status. */
export type Patch = Partial<
  Pick<
    Message,
    | 'reason'
    | 'attempt'
    | 'channelId'
    | 'workerId'
    | 'ownNumber'
    | 'dueAt'
    | 'heldAt'
    | 'maxAttempts'
    | 'expiresAt'
    | 'tried'
    | 'regardless'
  >
>;

/**
 * One change to one message. It applies only while the message is as it was when the change was made (`from`): of two
 * that began with the same version one applies, since each writes all columns that may change. `message` is brought up
 * to date by `commit`, after the database has it.
 */
export interface Change {
  message: Message;
  from: Pick<Message, 'status' | 'attempt' | 'channelId' | 'version'>;
  to: Message;
  /** The statuses it passed through, for the counters; empty when the status stays. */
  path: MessageStatus[];
  history: string;
}

/** Gathers steps into one change, so that several events that came together cost one update. */
export class ChangeBuilder {
  private readonly to: Message;
  private readonly path: MessageStatus[] = [];
  private history = '';
  private touched = false;

  constructor(private readonly message: Message) {
    this.to = { ...message };
  }

  /** The message as it will be after the steps so far. */
  get current(): Readonly<Message> {
    return this.to;
  }

  step(status: MessageStatus, at: number, patch: Patch = {}): this {
    this.to.status = status;
    this.path.push(status);
    return this.note(status, at, patch);
  }

  /** A line of history and fields, without a new status. */
  note(word: MessageStatus | 'accepted', at: number, patch: Patch = {}): this {
    this.patch(at, patch);
    this.history += historyLine(at, word, patch.reason ?? null, this.to.channelId);
    return this;
  }

  patch(at: number, patch: Patch): this {
    Object.assign(this.to, patch);
    this.to.updatedAt = Math.max(this.to.updatedAt, at);
    this.touched = true;
    return this;
  }

  build(): Change | null {
    if (!this.touched) return null;
    const { message, to, path, history } = this;
    const { status, attempt, channelId, version } = message;
    to.version = version + 1;
    return { message, from: { status, attempt, channelId, version }, to, path, history };
  }
}

/** Brings the message in memory to what the database now holds. */
export const commit = ({ message, to }: Change): void => void Object.assign(message, to);
