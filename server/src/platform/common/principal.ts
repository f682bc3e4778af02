import {
  type Grant,
  type Permission,
  type Role,
  type Scope,
  grants,
  isInScope,
} from '@signalbox/contracts/permissions';

/** Who is asking: what the guard found behind a token or a key. */
export interface Principal {
  userId: number;
  username: string;
  role: Role;
  /** What an admin granted to the account beside. */
  granted?: readonly Grant[];
  /** The API key's id; null when a token was shown. */
  apiKeyId: number | null;
  /** What the API key is limited to; null or absent: to nothing but the role. */
  scopes?: readonly Scope[] | null;
  /** Who signed in without the second factor that the role must have: to be let in to the own account only. */
  mustSetUp?: boolean;
}

/** Whether a caller may do this: by the account's role and grants, and the key's scopes. */
export const may = (
  { role, granted, scopes }: Pick<Principal, 'role' | 'granted' | 'scopes'>,
  permission: Permission,
): boolean => grants(role, permission, granted) && isInScope(scopes, permission);

/** The owner a look-up is limited to; undefined is no limit. */
export const ownerScope = (principal: Principal): number | undefined =>
  may(principal, 'messages.read-all') ? undefined : principal.userId;
