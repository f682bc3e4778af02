import { Injectable } from '@nestjs/common';
import type { NewUser, UserChange, User as UserView } from '@signalbox/contracts/auth';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import { decodeCursor, toPage } from '../common/cursor.js';
import { Conflict, NotFound } from '../common/errors.js';
import type { Principal } from '../common/principal.js';
import { type AuthAction, AuthEvents } from './auth.events.js';
import { NO_LOCKOUT } from './lockout.js';
import { Passwords } from './passwords.service.js';
import { type User, type UserPatch, endsAccess, losesLastAdmin, toView } from './user.js';
import { UserRepository } from './user.repository.js';

/** Accounts, as administrators see and change them. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
    private readonly events: AuthEvents,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<UserView>> {
    const users = await this.users.list(limit + 1, decodeCursor(cursor) ?? 0);
    return toPage(users, limit, ({ id }) => id, toView);
  }

  /** @throws NotFound */
  async get(id: number): Promise<UserView> {
    const user = await this.users.findById(id);
    if (!user) throw new NotFound('user', id);
    return toView(user);
  }

  isEmpty(): Promise<boolean> {
    return this.users.isEmpty();
  }

  /** @throws Taken when the username or the email address is somebody's; `by` null is the person itself. */
  async create({ username, email, password, role }: NewUser, by: Principal | null): Promise<UserView> {
    const passwordHash = await this.passwords.hash(password);
    const user = await this.users.create({ username, email, passwordHash, role, createdAt: Date.now() });
    this.log(by ? 'user_created' : 'user_registered', `user "${username}" with role ${role}`, by?.userId ?? user.id);
    return toView(user);
  }

  /** @throws NotFound, Taken, and Conflict when nobody could administer any more. */
  async change(id: number, { password, ...rest }: UserChange, by: Principal): Promise<UserView> {
    const patch: UserPatch = { ...rest };
    if (password !== undefined) Object.assign(patch, NO_LOCKOUT, { passwordHash: await this.passwords.hash(password) });
    const changed = await this.users.change(id, (user, otherActiveAdmins) => {
      requireAdmin(user, { ...user, ...patch }, otherActiveAdmins);
      return patch;
    });
    if (!changed) throw new NotFound('user', id);
    const { before, after } = changed;
    this.events.userChanged.next(id);
    if (endsAccess(before, after)) this.events.accessEnded.next({ userId: id, apiKeyId: null });
    this.log('user_changed', `user "${after.username}": ${changes(before, after)}`, by.userId);
    return toView(after);
  }

  /** Deletes an account that no message names. @throws NotFound, Conflict */
  async remove(id: number, by: Principal): Promise<void> {
    const removed = await this.users.remove(id, (user, otherActiveAdmins, ownsMessages) => {
      requireAdmin(user, null, otherActiveAdmins);
      if (ownsMessages) throw new Conflict('The user has messages. Disable the account instead of deleting it.');
    });
    if (!removed) throw new NotFound('user', id);
    this.events.userChanged.next(id);
    this.events.accessEnded.next({ userId: id, apiKeyId: null });
    this.log('user_deleted', `user "${removed.username}"`, by.userId);
  }

  private log(action: AuthAction, details: string, userId: number): void {
    this.events.logged.next({ action, details, status: 'success', userId });
  }
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
    before.passwordHash !== after.passwordHash && 'password changed',
    before.role !== after.role && `role ${before.role} to ${after.role}`,
    before.disabled !== after.disabled && (after.disabled ? 'disabled' : 'enabled'),
  ];
  return words.filter((word) => word !== false).join(', ') || 'nothing changed';
}
