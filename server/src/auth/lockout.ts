import { DAY } from '../common/clock.js';

/** What an account remembers of failed sign-ins; `lockedUntil` is epoch milliseconds. */
export interface Lockout {
  failedSignIns: number;
  lockedUntil: number;
}

export const NO_LOCKOUT: Lockout = { failedSignIns: 0, lockedUntil: 0 };

const FREE_ATTEMPTS = 3;
const LONGEST_SECONDS = 15 * 60;

/** Seconds to wait after the n-th failure in a row: 0, 0, 0, 1, 2, 4, and so on up to 15 minutes. */
export const delayAfter = (failures: number): number =>
  failures <= FREE_ATTEMPTS ? 0 : Math.min(2 ** (failures - FREE_ATTEMPTS - 1), LONGEST_SECONDS);

/** The state after one more failure. A day of quiet after the last delay forgives what was before. */
export function afterFailure(lockout: Lockout, now: number): Lockout {
  const failedSignIns = (now - lockout.lockedUntil > DAY ? 0 : lockout.failedSignIns) + 1;
  return { failedSignIns, lockedUntil: now + delayAfter(failedSignIns) * 1000 };
}

/** Seconds until the next attempt is looked at; 0 when it is at once. */
export const secondsLocked = ({ lockedUntil }: Lockout, now: number): number => Math.max(0, (lockedUntil - now) / 1000);
