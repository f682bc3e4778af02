import { DAY } from '../../platform/common/clock.js';

/** What is remembered of failed sign-ins; times are epoch milliseconds. */
export interface Lockout {
  failures: number;
  lockedUntil: number;
  /** Until when the account's owner is known to sign in from here. */
  trustedUntil: number;
  /** When all of this counts for nothing any more. */
  forgottenAt: number;
}

/** What an account's failures at one address did, and those at all addresses together. */
export interface Lockouts {
  here: Lockout;
  everywhere: Lockout;
}

export const NO_LOCKOUT: Lockout = { failures: 0, lockedUntil: 0, trustedUntil: 0, forgottenAt: 0 };

interface Rule {
  free: number;
  longestSeconds: number;
}
/** Who mistypes, or guesses from one address. */
export const AT_AN_ADDRESS: Rule = { free: 3, longestSeconds: 15 * 60 };
/** Who guesses from very many addresses: it takes a minute a guess then, but for those where the owner is known. */
export const ALL_TOGETHER: Rule = { free: 100, longestSeconds: 60 };

/** A few failures are soon forgotten: there may be a row for every name that somebody makes up. */
const FEW = 3;
const HOUR = 3_600_000;
const TRUSTED_FOR = 90 * DAY;

/** Seconds to wait after the n-th failure: none for those that are free, then 1, 2, 4, and so on up to the longest. */
export const delayAfter = (failures: number, { free, longestSeconds }: Rule): number =>
  failures <= free ? 0 : Math.min(2 ** (failures - free - 1), longestSeconds);

/** The state after one more failure. */
export function afterFailure(lockout: Lockout, rule: Rule, now: number): Lockout {
  const { trustedUntil } = lockout;
  const failures = (lockout.lockedUntil + quietAfter(lockout.failures) < now ? 0 : lockout.failures) + 1;
  const lockedUntil = now + delayAfter(failures, rule) * 1000;
  const forgottenAt = Math.max(lockedUntil + quietAfter(failures), trustedUntil);
  return { failures, lockedUntil, trustedUntil, forgottenAt };
}

/** The state after the right password: the address is its owner's. */
export const afterSuccess = (now: number): Lockout => ({
  ...NO_LOCKOUT,
  trustedUntil: now + TRUSTED_FOR,
  forgottenAt: now + TRUSTED_FOR,
});

/** Whether a right password changes the state by enough to be written: a client may sign in for each request. */
export const isNews = ({ failures, trustedUntil }: Lockout, now: number): boolean =>
  failures > 0 || trustedUntil < now + TRUSTED_FOR - DAY;

/** Seconds until the next attempt is looked at; 0 when it is at once. Strangers' failures hold up strangers only. */
export function secondsLocked({ here, everywhere }: Lockouts, now: number): number {
  const lockedUntil = here.trustedUntil > now ? here.lockedUntil : Math.max(here.lockedUntil, everywhere.lockedUntil);
  return Math.max(0, (lockedUntil - now) / 1000);
}

const quietAfter = (failures: number): number => (failures <= FEW ? HOUR : DAY);
