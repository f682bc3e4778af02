import type { Lockouts } from './lockout.js';

/**
 * Failed sign-ins by account and address. An account is what `accountOf` and `strangerOf` give; an address is an IPv4 one
 * or a /64 of IPv6.
 */
export abstract class LockoutRepository {
  abstract find(account: string, address: string): Promise<Lockouts>;
  /** Reads, decides and writes, for the address and for all together, without anybody in between. */
  abstract change(account: string, address: string, change: (lockouts: Lockouts) => Partial<Lockouts>): Promise<void>;
  /** Forgets all of an account's. */
  abstract clear(account: string): Promise<void>;
  /** Drops what counts for nothing any more. */
  abstract sweep(now: number): Promise<void>;
}
