import type { Principal } from '../../platform/common/principal.js';

/** Whom a door let in, and what ends that again. */
export interface Admission extends Principal {
  /** The account's counter of ended sessions, as it was then. */
  sessionEpoch: number;
  /** The token that was shown, and when it ends (epoch ms); null with an API key. */
  token: { id: string; expiresAt: number } | null;
  /** When the API key ends, where it has an end. */
  keyExpiresAt?: number | null;
  /** Where the API key may be used from, as its `KeyLimits` have it. */
  keyNetworks?: string | null;
}

/** What was opened must be closed. Of the three in the middle one is not null, and says what. */
export interface AccessEnding {
  userId: number;
  apiKeyId: number | null;
  tokenId: string | null;
  /** All from before the account's counter rose to this. */
  sessionEpoch: number | null;
  /** Until when somebody may have to be told, epoch ms. */
  expiresAt: number;
}

/** For how long servers, and sockets that were just opening, may still have to hear that keys or sessions ended. */
const TOLD_FOR = 3_600_000;

export const endingOf = (
  userId: number,
  what: Pick<AccessEnding, 'apiKeyId'> | Pick<AccessEnding, 'sessionEpoch'>,
): AccessEnding => ({
  userId,
  apiKeyId: null,
  tokenId: null,
  sessionEpoch: null,
  ...what,
  expiresAt: Date.now() + TOLD_FOR,
});
