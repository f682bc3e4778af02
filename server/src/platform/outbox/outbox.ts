import type { OutboxStatus } from '@signalbox/contracts/outbox';

/** What is to leave the house, as its cause says it. */
export interface OutboxEntry {
  /** Who delivers it: up to 32 characters. */
  kind: string;
  /** What it is about, up to 128 characters: of a kind and a topic there is one, and a second is none. */
  topic: string;
  /** JSON of at most 60 kB. People read it: no secrets, which the deliverer has. */
  payload: unknown;
  /** Given up from then on, in epoch milliseconds. */
  deadline: number;
}

/** One of them. Times are epoch milliseconds. */
export interface OutboxItem {
  seq: number;
  /** For good: what a receiver tells a repetition by. */
  id: string;
  kind: string;
  topic: string;
  payload: unknown;
  state: OutboxStatus;
  /** How often it was begun. */
  attempts: number;
  dueAt: number;
  deadline: number;
  /** What the last attempt said, unless it went well. */
  error: string | null;
  createdAt: number;
  endedAt: number | null;
}

export type AttemptOutcome = 'delivered' | 'again' | 'refused';

export interface OutboxAttempt {
  attempt: number;
  beganAt: number;
  /** Null, as `outcome`: it is under way, or its server died in it. */
  endedAt: number | null;
  outcome: AttemptOutcome | null;
  note: string | null;
}

/** What became of an attempt. */
export interface AttemptEnd {
  outcome: AttemptOutcome;
  note: string | null;
  /** Of `again`: when. */
  dueAt: number;
  at: number;
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
const SPREAD = 0.2;

/** How long a failed one waits: 5 s, doubled each time, an hour at most, +-20 %. @param random from 0 to 1 */
export function waitBeforeNext(attempts: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(wait * (1 + SPREAD * (2 * random - 1)));
}

/** Thrown by a deliverer where no repetition could help. */
export class Refused extends Error {}

/** Thrown where the receiver says when to come again. */
export class ComeAgain extends Error {
  constructor(
    message: string,
    readonly afterMs: number,
  ) {
    super(message);
  }
}

/** What a delivery that threw comes to. */
export function endOf(error: unknown, { attempts, deadline }: OutboxItem, at: number, random: number): AttemptEnd {
  const note = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused) return { outcome: 'refused', note, dueAt: at, at };
  const wait = waitBeforeNext(attempts, random);
  const dueAt = at + (error instanceof ComeAgain ? Math.max(error.afterMs, wait) : wait);
  if (dueAt > deadline) return { outcome: 'refused', note: `given up at its deadline: ${note}`, dueAt: at, at };
  return { outcome: 'again', note, dueAt, at };
}
