import type { Role } from '@signalbox/contracts/auth';

/** Who is asking: what the guard found behind a token or a key. */
export interface Principal {
  userId: number;
  username: string;
  role: Role;
  /** The API key's id; null when a token was shown. */
  apiKeyId: number | null;
}

/** Staff see everything; a `user` sees what is its own. */
export const isStaff = (role: Role): boolean => role !== 'user';

/** The owner a look-up is limited to; undefined is no limit. */
export const ownerScope = (principal: Principal): number | undefined =>
  isStaff(principal.role) ? undefined : principal.userId;
