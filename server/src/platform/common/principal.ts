import { type Permission, type Role, grants } from '@signalbox/contracts/permissions';

/** Who is asking: what the guard found behind a token or a key. */
export interface Principal {
  userId: number;
  username: string;
  role: Role;
  /** The API key's id; null when a token was shown. */
  apiKeyId: number | null;
}

/** Whether a caller may do this. */
export const may = ({ role }: Pick<Principal, 'role'>, permission: Permission): boolean => grants(role, permission);

/** The owner a look-up is limited to; undefined is no limit. */
export const ownerScope = (principal: Principal): number | undefined =>
  may(principal, 'messages.read-all') ? undefined : principal.userId;
