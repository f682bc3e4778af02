import type { Role, User as UserView } from '@signalbox/contracts/auth';
import type { Locale } from '@signalbox/contracts/locales';
import { type Grant, GRANTS, grantableTo } from '@signalbox/contracts/permissions';
import { isoTime } from '../../platform/common/clock.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';

/** An account. Times are epoch milliseconds. */
export interface User {
  id: number;
  username: string;
  email: string;
  /** What the person is called. */
  fullName: string | null;
  /** PHC string, see password.ts. */
  passwordHash: string;
  role: Role;
  /** What an admin granted to the account, beside what its role may. */
  granted: readonly Grant[];
  disabled: boolean;
  /** Whether the password is a weak one, which old doors take; null until it is known. */
  passwordIsCommon: boolean | null;
  /** Rises whenever what was opened under the account must end; tokens carry it. */
  sessionEpoch: number;
  /** Whether a code is asked for beside the password. */
  hasSecondFactor: boolean;
  /** By whose customs the console writes dates and numbers; null until somebody chose. */
  locale: Locale | null;
  /** Whose clock the console shows days and times by, an IANA name; null is the browser's. */
  timeZone: string | null;
  createdAt: number;
}

export type NewUserRecord = Pick<User, 'username' | 'email' | 'passwordHash' | 'role' | 'createdAt'> &
  Partial<Pick<User, 'passwordIsCommon' | 'fullName'>>;
export type UserPatch = Partial<
  Pick<User, 'email' | 'fullName' | 'passwordHash' | 'role' | 'passwordIsCommon' | 'disabled' | 'sessionEpoch'> &
    Pick<User, 'granted' | 'locale' | 'timeZone'>
>;

/** 409: the username or the email address is another account's. */
export class Taken extends Conflict {
  constructor(readonly field: 'username' | 'email') {
    super(`Another account has this ${field}.`, [{ field, message: `this ${field} is taken` }]);
  }
}

/** Names and addresses differ by more than case: what they are stored and looked up by. */
export const identifierKey = (text: string): string => text.trim().toLowerCase();

/** What failed sign-ins at an account are counted under. */
export const accountOf = (id: number): string => `u${id}`;

type Standing = Pick<User, 'role' | 'disabled'>;

export const isActiveAdmin = ({ role, disabled }: Standing): boolean => role === 'admin' && !disabled;

/** Whether a change would leave nobody who can administer; `after` null is a deletion. */
export const losesLastAdmin = (before: Standing, after: Standing | null, otherActiveAdmins: number): boolean =>
  isActiveAdmin(before) && !(after && isActiveAdmin(after)) && otherActiveAdmins === 0;

/** Whether what was opened under the old state, tokens and live sockets, must end. */
export const endsAccess = (before: User, after: User): boolean =>
  before.role !== after.role ||
  before.granted.join() !== after.granted.join() ||
  before.passwordHash !== after.passwordHash ||
  (after.disabled && !before.disabled);

/**
 * A change with what its role has to say of grants: what is granted in one role is not taken along into another.
 * @throws Invalid on a grant that is not for the role that the account has then
 */
export function withGrants(user: User, patch: UserPatch): UserPatch {
  const role = patch.role ?? user.role;
  const isFor = (grant: Grant): boolean => grantableTo(grant).includes(role);
  const wrong = patch.granted?.find((grant) => !isFor(grant));
  if (wrong !== undefined) {
    const whose = grantableTo(wrong).join(', ');
    throw Invalid.field('granted', `expected none that the role ${role} cannot have: ${wrong} is granted to ${whose}`);
  }
  const granted = patch.granted ?? user.granted.filter(isFor);
  return granted.length === 0 && user.granted.length === 0
    ? patch
    : { ...patch, granted: GRANTS.filter((grant) => granted.includes(grant)) };
}

/** A change with what follows from it: the counter rises with whatever ends access, so that no older token comes back. */
export function withEpoch(user: User, patch: UserPatch): UserPatch {
  return endsAccess(user, { ...user, ...patch }) ? { ...patch, sessionEpoch: user.sessionEpoch + 1 } : patch;
}

/** The account as the API shows it: never the hash. */
export const toView = (user: User): UserView => ({
  id: user.id,
  username: user.username,
  email: user.email,
  full_name: user.fullName,
  role: user.role,
  granted: [...user.granted],
  disabled: user.disabled,
  second_factor: user.hasSecondFactor,
  locale: user.locale,
  time_zone: user.timeZone,
  created_at: isoTime(user.createdAt),
});
