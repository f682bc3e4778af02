import { segmentsOf } from '@signalbox/codec/segments';
import { laneFor } from './accept/new-message.js';
import { type Lane, type Message, blankMessage } from './message.js';

/** What all messages of a run have in common. */
export interface RunRoute {
  runId: number;
  programId: string;
  /** Whose the program is. */
  userId: number;
  /** The SIM card that the program names: no other may send. */
  simCard: { id: number; number: string | null } | null;
  validitySeconds: number | null;
}

/** What a row of a run becomes: a message to send, or one that failed before it was any. */
export interface RunRow {
  id: string;
  /** E.164. */
  to: string;
  pairId: string | null;
  isHighPriority: boolean;
  /** Before the pair raises it. */
  lane: Lane;
  text: string;
  /** Why it cannot be sent; null for one that can. */
  problem: string | null;
  /** When it may leave, epoch ms. */
  sendAt: number | null;
}

const MAX_ATTEMPTS = 3;

/** The message of a row. One that cannot be sent has no segments, by which it is known. */
export function runMessage(route: RunRoute, row: RunRow, now: number): Message {
  const { runId, programId, userId, simCard, validitySeconds } = route;
  const { encoding, segments } = segmentsOf(row.text);
  const later = row.sendAt !== null && row.sendAt > now;
  const start = later && row.sendAt !== null ? row.sendAt : now;
  const status = row.problem !== null ? 'failed' : later ? 'scheduled' : 'queued';
  const made = {
    id: row.id,
    direction: 'outbound',
    status,
    peer: row.to,
    text: row.text,
    encoding,
    segments: row.problem === null ? segments : 0,
    lane: laneFor(row.lane, row),
    createdAt: now,
  } as const;
  return {
    ...blankMessage(made),
    userId,
    channelId: simCard?.id ?? null,
    pinned: simCard !== null,
    ownNumber: simCard?.number ?? null,
    reason: row.problem?.slice(0, 200) ?? null,
    maxAttempts: MAX_ATTEMPTS,
    sendAt: later ? row.sendAt : null,
    expiresAt: validitySeconds === null ? null : start + validitySeconds * 1000,
    dueAt: start,
    pairId: row.pairId,
    programId,
    runId,
  };
}
