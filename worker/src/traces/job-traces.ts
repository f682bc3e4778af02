import type { MessageTraces } from '@signalbox/logging/message-traces';
import type { NewJobEvent } from '../events/event.js';

/** Jobs that were begun and of whose end nothing was heard yet; of more than these the first are forgotten. */
const KEPT = 10_000;
/** The words with which a sending is over: the network took it, or it came to nothing. */
const ENDS = new Set<NewJobEvent['type']>(['sent', 'failed', 'uncertain', 'expired']);

interface JobKey {
  id: string;
  attempt: number;
}

/** Of the jobs that are traced, how long each took from the journal to the network. */
export class JobTraces {
  private readonly begun = new Map<string, number>();

  constructor(private readonly traces: Pick<MessageTraces, 'has' | 'add' | 'close'>) {}

  /** A job is in the journal. */
  took({ id, attempt }: JobKey, at: number): void {
    if (!this.traces.has(id)) return;
    const [oldest] = this.begun.size >= KEPT ? this.begun.keys() : [];
    if (oldest !== undefined) this.begun.delete(oldest);
    this.begun.set(`${id} ${attempt}`, at);
  }

  /** Something happened to a job; what is no end of its sending is passed over. */
  heard(event: NewJobEvent): void {
    const { type, id, attempt, at } = event;
    if (!ENDS.has(type)) return;
    const key = `${id} ${attempt}`;
    const beganAt = this.begun.get(key);
    if (beganAt === undefined) return;
    this.begun.delete(key);
    const failure = type === 'sent' ? undefined : type;
    this.traces.add({ messageId: id, step: 'send', attempt, beganAt, endedAt: at, failure });
  }

  /** Tells what is left. */
  onApplicationShutdown(): Promise<void> {
    return this.traces.close();
  }
}
