import type { RunStatus } from '@signalbox/contracts/run-statuses';
import { type MessageStatus, statusesWith } from '@signalbox/contracts/statuses';
import type { ProgramDetails } from '../program.js';

/** One pass over a program's list. Times are epoch milliseconds, UTC. */
export interface Run {
  id: number;
  programId: string;
  status: RunStatus;
  /** Why a running run makes no progress now, or why it ended as it did. */
  reason: string | null;
  settings: RunSettings;
  /** Rows of the list; 0 until it is imported. */
  totalRows: number;
  /** The next row, from 0; those before it are messages, or were passed over. */
  cursor: number;
  /** Rows passed over without a message. */
  skipped: number;
  startedAt: number;
  updatedAt: number;
  endedAt: number | null;
}

/**
 * The program as it was when the run started, with the text that its messages are made of; of later changes only the pace,
 * the window and the threshold apply.
 */
export interface RunSettings {
  name: string;
  ownerId: number;
  pairId: string | null;
  listId: string;
  details: ProgramDetails;
}

export type NewRun = Pick<Run, 'programId' | 'settings' | 'totalRows' | 'startedAt'>;
export type RunChange = Partial<Pick<Run, 'status' | 'reason' | 'settings' | 'totalRows' | 'endedAt'>>;

/** A line of a run's log, before it is stored. */
export interface RunNote {
  level: 'info' | 'warning' | 'error';
  text: string;
}

/** How many of a run's messages reached a status, and how many left it again. */
export interface StatusTally {
  entered: number;
  departed: number;
}
export type RunTally = ReadonlyMap<MessageStatus, StatusTally>;

/** How many are in one of some statuses now. */
export const inStatus = (tally: RunTally, ...statuses: MessageStatus[]): number =>
  statuses.reduce((sum, status) => sum + (tally.get(status)?.entered ?? 0) - (tally.get(status)?.departed ?? 0), 0);

/** How many ever reached one of some statuses. */
export const reached = (tally: RunTally, ...statuses: MessageStatus[]): number =>
  statuses.reduce((sum, status) => sum + (tally.get(status)?.entered ?? 0), 0);

/** What left for the network, or came to an end by itself: what somebody took back did neither. */
export const THROUGH = statusesWith(({ phase, outcome }) => phase === 'network' || outcome !== null);
/** The ends that a success rate is about. */
export const ENDINGS = statusesWith(({ outcome }) => outcome === 'success' || outcome === 'failure');
