/** So often within its time a lease is renewed: one that is missed, or late, costs nothing. */
const RENEWALS = 3;
/** What the holder stops before the end, as a part of its time: its clock, and its last words, need some. */
const SPARE = 1 / 5;

export const renewEveryMs = (ms: number): number => Math.floor(ms / RENEWALS);

/**
 * Until when its holder may act, by its own monotonic clock.
 * @param askedAt when it asked for the lease, or its renewal: the database can have given it then at the earliest
 */
export const safeUntil = (askedAt: number, ms: number): number => askedAt + ms * (1 - SPARE);
