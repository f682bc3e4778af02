import type { SessionRow } from '@signalbox/contracts/auth';
import { isoTime } from '../../platform/common/clock.js';

/** Of a session; also how long a replaced JWT_SECRET is believed. */
export const LIFETIME_SECONDS = 24 * 60 * 60;

/** Somebody who signed in, and until when; times are epoch milliseconds. */
export interface SignedIn {
  /** The token's id. */
  id: string;
  userId: number;
  /** The account's counter of ended sessions, as it was then. */
  epoch: number;
  createdAt: number;
  expiresAt: number;
}

/** Where and when it was seen last. */
export interface Sighting {
  at: number;
  address: string | null;
  /** Null where nobody has said it yet. */
  userAgent: string | null;
}

export type StoredSession = Omit<SignedIn, 'epoch' | 'userId'> & { seen: Sighting };

export const LONGEST_AGENT = 255;

/** @param current the id of the caller's own */
export const toRow = ({ id, createdAt, expiresAt, seen }: StoredSession, current: string | null): SessionRow => ({
  id,
  created_at: isoTime(createdAt),
  last_seen_at: isoTime(seen.at),
  expires_at: isoTime(expiresAt),
  address: seen.address,
  user_agent: seen.userAgent,
  current: id === current,
});
