import { Injectable } from '@nestjs/common';
import type { NewUser, OwnChange, StaffMember, UserChange, User as UserView } from '@signalbox/contracts/auth';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import { GRANTS, ROLES, isStaff } from '@signalbox/contracts/permissions';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { defined } from '../../platform/common/defined.js';
import { Conflict, Invalid, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { type AuthAction, AuthEvents } from './auth.events.js';
import { endingOf } from './admission.js';
import { LockoutRepository } from './lockout.repository.js';
import { PasswordsService } from './passwords.service.js';
import { type User, type UserPatch, accountOf, losesLastAdmin, toView, withEpoch, withGrants } from './user.js';
import { UserRepository } from './user.repository.js';

/** Accounts, as administrators see and change them. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserRepository,
    private readonly lockouts: LockoutRepository,
    private readonly passwords: PasswordsService,
    private readonly events: AuthEvents,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<UserView>> {
    const users = await this.users.list(limit + 1, decodeCursor(cursor) ?? 0);
    return toPage(users, limit, ({ id }) => id, toView);
  }

  /** Who works here, by name. */
  async staff(): Promise<Page<StaffMember>> {
    const users = await this.users.withRoles(ROLES.filter(isStaff));
    const data = users.map(({ id, username, fullName, role }) => ({ id, username, full_name: fullName, role }));
    return { data, next_cursor: null };
  }

  /** @throws NotFound */
  async get(id: number): Promise<UserView> {
    const user = await this.users.findById(id);
    if (!user) throw new NotFound('user', id);
    return toView(user);
  }

  /** What people say of themselves. @throws NotFound */
  async changeOwn(id: number, { locale, time_zone: timeZone }: OwnChange): Promise<UserView> {
    const changed = await this.users.change(id, () => defined({ locale, timeZone }));
    if (!changed) throw new NotFound('user', id);
    return toView(changed.after);
  }

  isEmpty(): Promise<boolean> {
    return this.users.isEmpty();
  }

  /**
   * @param by null is the person itself
   * @param takesWeak an old door's callers may choose a password that is a weak one; it is known as such from then on
   * @throws Invalid on a weak password, Taken when the username or the email address is somebody's
   */
  async create(
    { username, email, full_name: fullName, password, role }: NewUser,
    by: Principal | null,
    address?: string,
    takesWeak = false,
  ): Promise<UserView> {
    const names = { username, email };
    if (!takesWeak) await this.passwords.require(password, names);
    const passwordIsCommon = takesWeak && (await this.passwords.isWeak(password, names));
    const passwordHash = await this.passwords.hash(password);
    const record = {
      ...names,
      fullName: fullName ?? null,
      passwordHash,
      passwordIsCommon,
      role,
      createdAt: Date.now(),
    };
    const user = await this.users.create(record);
    const action = by ? 'user_created' : 'user_registered';
    this.log(action, `user "${username}" with role ${role}`, by?.userId ?? user.id, address);
    return toView(user);
  }

  /**
   * @throws NotFound, Taken, Invalid on a weak password, also the one that somebody has who becomes staff, and on a grant
   * that is not for the role, and Conflict when nobody could administer any more.
   */
  async change(
    id: number,
    { password, full_name: fullName, ...rest }: UserChange,
    by: Principal,
    address?: string,
  ): Promise<UserView> {
    const patch: UserPatch = { ...rest, ...defined({ fullName }) };
    if (password !== undefined) {
      await this.passwords.require(password, { ...(await this.get(id)), ...defined(rest) });
      Object.assign(patch, await this.withHash(password));
    }
    const changed = await this.users.change(id, (user, otherActiveAdmins) => {
      requireStaffsPassword(user, { ...user, ...patch });
      requireAdmin(user, { ...user, ...patch }, otherActiveAdmins);
      return withEpoch(user, withGrants(user, patch));
    });
    if (!changed) throw new NotFound('user', id);
    const { before, after } = changed;
    if (password !== undefined) await this.lockouts.clear(accountOf(id));
    this.changed(before, after);
    this.log('user_changed', `user "${after.username}": ${changes(before, after)}`, by.userId, address);
    return toView(after);
  }

  /**
   * Gives an account another password in the place of the one it had in `known`.
   * @returns the account then, null when it has another one already
   */
  async replacePassword(known: User, password: string, address: string): Promise<User | null> {
    const patch = await this.withHash(password);
    const changed = await this.users.change(known.id, (user) =>
      user.passwordHash === known.passwordHash ? withEpoch(user, patch) : {},
    );
    if (changed?.after.passwordHash !== patch.passwordHash) return null;
    this.changed(changed.before, changed.after);
    this.log('password_changed', `user "${known.username}": password changed`, known.id, address);
    return changed.after;
  }

  /** Deletes an account that no message names. @throws NotFound, Conflict */
  async remove(id: number, by: Principal, address?: string): Promise<void> {
    const removed = await this.users.remove(id, (user, otherActiveAdmins, ownsMessages) => {
      requireAdmin(user, null, otherActiveAdmins);
      if (ownsMessages) throw new Conflict('The user has messages. Disable the account instead of deleting it.');
    });
    if (!removed) throw new NotFound('user', id);
    this.events.accessEnded.next(endingOf(id, { sessionEpoch: removed.sessionEpoch + 1 }));
    this.log('user_deleted', `user "${removed.username}"`, by.userId, address);
  }

  /** Of a password that was found strong. */
  private async withHash(password: string) {
    return { passwordHash: await this.passwords.hash(password), passwordIsCommon: false };
  }

  private changed(before: User, { id, sessionEpoch }: User): void {
    this.events.userChanged.next(id);
    if (sessionEpoch !== before.sessionEpoch) this.events.accessEnded.next(endingOf(id, { sessionEpoch }));
  }

  private log(action: AuthAction, details: string, userId: number, address: string | null = null): void {
    this.events.logged.next({ action, details, status: 'success', userId, address });
  }
}

function requireStaffsPassword(before: User, after: User): void {
  if (isStaff(before.role) || !isStaff(after.role) || after.passwordIsCommon !== true) return;
  throw Invalid.field('password', 'expected a new one with this role: the one that the account has is a common one');
}

function requireAdmin(before: User, after: User | null, otherActiveAdmins: number): void {
  if (losesLastAdmin(before, after, otherActiveAdmins)) {
    throw new Conflict('This is the last active admin. Make another one first.');
  }
}

/** What changed, in words for the log; of a password only that it did. */
function changes(before: User, after: User): string {
  const words = [
    before.email !== after.email && 'email changed',
    before.fullName !== after.fullName && 'full name changed',
    before.passwordHash !== after.passwordHash && 'password changed',
    before.role !== after.role && `role ${before.role} to ${after.role}`,
    ...GRANTS.filter((grant) => before.granted.includes(grant) !== after.granted.includes(grant)).map(
      (grant) => `${grant} ${after.granted.includes(grant) ? 'granted' : 'taken back'}`,
    ),
    before.disabled !== after.disabled && (after.disabled ? 'disabled' : 'enabled'),
  ];
  return words.filter((word) => word !== false).join(', ') || 'nothing changed';
}
