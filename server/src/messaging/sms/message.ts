import type { JobEvent } from '@signalbox/contracts/bus';
import type { Direction, Encoding, Priority } from '@signalbox/contracts/messages';
import { type MessageEvent, type MessageStatus, next } from '@signalbox/contracts/statuses';

/** A message as the server holds it. Times are epoch milliseconds, UTC. */
export interface Message {
  id: string;
  direction: Direction;
  status: MessageStatus;
  /** Whose it is; null for what came in. */
  userId: number | null;
  /** The API key that it was sent with; null of one that came in, of a program's, and of one sent with a token. */
  apiKeyId: number | null;
  channelId: number | null;
  /** The worker that the last attempt was given to; null before the first, and of rows from before this was stored. */
  workerId: string | null;
  /** The caller named the channel: no other may send it. */
  pinned: boolean;
  /** The caller lets it go over another channel after the network's no, while attempts are left. */
  failover: boolean;
  /** To be shown at once and not kept (class 0). */
  flash: boolean;
  /** It is sent although its recipient has opted out: an admin said so, or it is the answer to that. */
  regardless: boolean;
  /** The channels that it has failed over from: ids with blanks between; null is none. */
  tried: string | null;
  /** The other side's number, E.164. */
  peer: string;
  /** Our side's number; null until a channel is chosen. */
  ownNumber: string | null;
  text: string;
  encoding: Encoding;
  segments: number;
  lane: Lane;
  clientRef: string | null;
  /** Where what becomes of it is posted. */
  callbackUrl: string | null;
  /** Why it is as it is. What keeps it from a channel changes by the minute and is not here: see QueueService.reasonOf. */
  reason: string | null;
  /** Sendings begun; 0 before the first. */
  attempt: number;
  maxAttempts: number;
  createdAt: number;
  updatedAt: number;
  sendAt: number | null;
  expiresAt: number | null;
  /** When it may be dispatched. */
  dueAt: number;
  /** When the worker had it in its journal. */
  heldAt: number | null;
  /** The pair the recipient belongs to; null where no pair has its prefix. */
  pairId: string | null;
  /** The program and its run that it was made for; null for messages sent one by one. */
  programId: string | null;
  runId: number | null;
  /** Counts the changes that were applied: one that began with an earlier version does not apply. */
  version: number;
}

/** What a message cannot be without. */
export type MadeOf = Pick<
  Message,
  'id' | 'direction' | 'status' | 'peer' | 'text' | 'encoding' | 'segments' | 'lane' | 'createdAt'
>;

/** A new message, due at once, of which nothing more is said. All messages begin here: it alone knows the defaults. */
export const blankMessage = (made: MadeOf): Message => ({
  id: made.id,
  direction: made.direction,
  status: made.status,
  userId: null,
  apiKeyId: null,
  channelId: null,
  workerId: null,
  pinned: false,
  failover: false,
  flash: false,
  regardless: false,
  tried: null,
  peer: made.peer,
  ownNumber: null,
  text: made.text,
  encoding: made.encoding,
  segments: made.segments,
  lane: made.lane,
  clientRef: null,
  callbackUrl: null,
  reason: null,
  attempt: 0,
  maxAttempts: 3,
  createdAt: made.createdAt,
  updatedAt: made.createdAt,
  sendAt: null,
  expiresAt: null,
  dueAt: made.createdAt,
  heldAt: null,
  pairId: null,
  programId: null,
  runId: null,
  version: 0,
});

/** Lanes by rank: a lower one is more urgent. */
export type Lane = 0 | 1 | 2;
export const LANES: readonly Lane[] = [0, 1, 2];
const PRIORITIES: readonly Priority[] = ['urgent', 'normal', 'bulk'];
export const laneOf = (priority: Priority): Lane => PRIORITIES.indexOf(priority) as Lane;
export const priorityOf = (lane: Lane): Priority => PRIORITIES[lane] ?? 'normal';

/** Whether nothing but the channels decides when it leaves: it is neither held, nor waits for a time. */
export const isDue = ({ status, dueAt }: Pick<Message, 'status' | 'dueAt'>, now: number): boolean =>
  status === 'queued' && dueAt <= now;

/** What a worker said of one attempt, without its numbering. */
export interface Report {
  type: JobEvent['type'];
  attempt: number;
  at: number;
  temporary?: boolean;
  /** It was never tried: its channel went away before. */
  returned?: boolean;
  reason?: string;
  /** What the network said of a message that it has, which is no end. */
  note?: string;
}

/** So many attempts at most may come to nothing because channels went away. */
export const MOST_RETURNS = 50;

/** Whether a report gives a message back that was never tried: that attempt does not count. */
export const isReturned = ({ attempt }: Pick<Message, 'attempt'>, report: Report): boolean =>
  report.type === 'failed' && report.returned === true && attempt < MOST_RETURNS;

/**
 * The event a report amounts to: a temporary failure is a retry while attempts are left, and a final no, while the
 * attempt is under way, a failover where the caller wants that.
 * @param hasOther whether another channel that has not been tried could carry it now; asked only when that matters
 */
export function eventOf(
  message: Pick<Message, 'status' | 'attempt' | 'maxAttempts' | 'failover' | 'pinned'>,
  report: Report,
  hasOther: () => boolean,
): MessageEvent | null {
  if (report.type === 'accepted') return null;
  if (isReturned(message, report)) return 'retry';
  const isLast = message.attempt >= message.maxAttempts;
  if (report.type === 'failed' && report.temporary) return isLast ? 'failed' : 'retry';
  const isNo = report.type === 'failed' || report.type === 'undelivered';
  const mayFailOver = isNo && message.failover && !message.pinned && !isLast;
  return mayFailOver && next(message.status, 'failover') !== null && hasOther() ? 'failover' : report.type;
}

/** The channels that a message has failed over from, with the one that refused it now; in order, so that it names a set. */
export const triedWith = ({ tried, channelId }: Pick<Message, 'tried' | 'channelId'>): string =>
  [...new Set([...(tried?.split(' ') ?? []).map(Number), channelId ?? 0])].sort((a, b) => a - b).join(' ');

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 900_000;
const LONGEST_RETURN_WAIT_MS = 60_000;

/** The wait before the attempt after this one: 5 s, doubled each time, 15 minutes at most, ±20 % so that retries spread. */
export const backoff = (attempt: number, random: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1)) * (0.8 + 0.4 * random);

/** The wait after an attempt that was given back: none at first; more when channels come and go all the time. */
export const returnWait = (attempt: number): number =>
  attempt === 1 ? 0 : Math.min(LONGEST_RETURN_WAIT_MS, 250 * 2 ** attempt);

export const hasExpired = (message: Pick<Message, 'expiresAt'>, now: number): boolean =>
  message.expiresAt !== null && message.expiresAt <= now;
