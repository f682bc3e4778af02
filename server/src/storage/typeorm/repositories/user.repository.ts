import { Injectable } from '@nestjs/common';
import type { Role } from '@signalbox/contracts/auth';
import { GRANTS } from '@signalbox/contracts/permissions';
import { type EntityManager, In, MoreThan, Not } from 'typeorm';
import { endingOf } from '../../../access/auth/admission.js';
import { type NewUserRecord, Taken, type User, type UserPatch, identifierKey } from '../../../access/auth/user.js';
import { UserRepository } from '../../../access/auth/user.repository.js';
import { Database } from '../database.js';
import { isDuplicate } from '../duplicate.js';
import { UserEntity } from '../entities/user.entity.js';
import type { Tx } from '../tx.js';
import { tellEnding } from './access-ending.repository.js';

/** More than a house has who work in it. */
const MOST = 500;

@Injectable()
export class SqlUserRepository extends UserRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async findById(id: number): Promise<User | null> {
    const row = await this.db.find((orm) => orm.findOneBy(UserEntity, { id }));
    return row && toUser(row);
  }

  override async findByIdentifier(key: string): Promise<User | null> {
    const rows = await this.db.find((orm) => orm.findBy(UserEntity, [{ usernameKey: key }, { emailKey: key }]));
    const row = rows.find(({ usernameKey }) => usernameKey === key) ?? rows[0];
    return row ? toUser(row) : null;
  }

  override async list(limit: number, after: number): Promise<User[]> {
    const rows = await this.db.find((orm) =>
      orm.find(UserEntity, {
        where: { id: MoreThan(after) },
        order: { id: 'ASC' },
        take: limit,
      }),
    );
    return rows.map(toUser);
  }

  override async withRoles(roles: readonly Role[]): Promise<User[]> {
    const where = { role: In([...roles]), disabled: 0 };
    const rows = await this.db.find((orm) => orm.find(UserEntity, { where, order: { username: 'ASC' }, take: MOST }));
    return rows.map(toUser);
  }

  override async isEmpty(): Promise<boolean> {
    return !(await this.db.find((orm) => orm.exists(UserEntity)));
  }

  override async create(user: NewUserRecord): Promise<User> {
    const { passwordIsCommon = null, fullName = null, ...given } = user;
    const row = {
      ...given,
      fullName,
      usernameKey: identifierKey(user.username),
      emailKey: identifierKey(user.email),
      granted: '',
      disabled: 0,
      sessionEpoch: 0,
      secondFactor: 0,
      locale: null,
      timeZone: null,
      passwordCommon: toFlag(passwordIsCommon),
    };
    return this.unlessTaken(row.usernameKey, async () => {
      const { identifiers } = await this.db.write((tx) => tx.orm.insert(UserEntity, { ...row }));
      return toUser({ ...row, id: Number(identifiers[0]?.['id']) });
    });
  }

  override change(
    id: number,
    change: (user: User, otherActiveAdmins: number) => UserPatch,
  ): Promise<{ before: User; after: User } | null> {
    return this.unlessTaken(null, () =>
      this.db.write(async (tx) => {
        const otherAdmins = await this.otherActiveAdmins(tx.orm, id);
        const before = await this.locked(tx.orm, id);
        if (!before) return null;
        const after = { ...before, ...change(before, otherAdmins) };
        await tx.orm.update(UserEntity, { id }, toRow(after));
        const { sessionEpoch } = after;
        if (sessionEpoch !== before.sessionEpoch) await tellEnding(tx, endingOf(id, { sessionEpoch }));
        return { before, after };
      }),
    );
  }

  override async markPassword(id: number, passwordHash: string, isCommon: boolean): Promise<void> {
    const mark = 'UPDATE users SET password_common = ? WHERE id = ? AND password_hash = ?';
    await this.db.write((tx) => tx.run(mark, [toFlag(isCommon), id, passwordHash]));
  }

  override endSessions(id: number, keys: boolean, at: number): Promise<{ user: User; keysEnded: number } | null> {
    return this.db.write(async (tx) => {
      const before = await this.locked(tx.orm, id);
      if (!before) return null;
      const sessionEpoch = before.sessionEpoch + 1;
      await tx.orm.update(UserEntity, { id }, { sessionEpoch });
      await tellEnding(tx, endingOf(id, { sessionEpoch }));
      const keysEnded = keys ? await tx.run(REVOKE_KEYS, [at, id]) : 0;
      return { user: { ...before, sessionEpoch }, keysEnded };
    });
  }

  override remove(
    id: number,
    check: (user: User, otherActiveAdmins: number, ownsMessages: boolean) => void,
  ): Promise<User | null> {
    return this.db.write(async (tx) => {
      const otherAdmins = await this.otherActiveAdmins(tx.orm, id);
      const user = await this.locked(tx.orm, id);
      if (!user) return null;
      check(user, otherAdmins, await ownsMessages(tx, id));
      for (const table of OWNED) await tx.run(`DELETE FROM ${table} WHERE user_id = ?`, [id]);
      await tx.orm.delete(UserEntity, { id });
      await tellEnding(tx, endingOf(id, { sessionEpoch: user.sessionEpoch + 1 }));
      return user;
    });
  }

  /** Admins before the user, in every transaction: two servers that lock in one order cannot deadlock. */
  private async otherActiveAdmins(orm: EntityManager, id: number): Promise<number> {
    const admins = await orm.find(UserEntity, {
      select: { id: true },
      where: { id: Not(id), role: 'admin', disabled: 0 },
      order: { id: 'ASC' },
      lock: this.rowLock,
    });
    return admins.length;
  }

  private async locked(orm: EntityManager, id: number): Promise<User | null> {
    const row = await orm.findOne(UserEntity, { where: { id }, lock: this.rowLock });
    return row && toUser(row);
  }

  /** SQLite has one writer at a time and no row locks. */
  private get rowLock(): { mode: 'pessimistic_write' } | undefined {
    return this.db.isSqlite ? undefined : { mode: 'pessimistic_write' };
  }

  /** @param usernameKey the new username's key, null where only the email address may clash. */
  private async unlessTaken<T>(usernameKey: string | null, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const byName = usernameKey !== null && (await this.db.find((orm) => orm.existsBy(UserEntity, { usernameKey })));
      throw new Taken(byName ? 'username' : 'email');
    }
  }
}

/** What goes with an account. */
const OWNED = ['api_keys', 'sessions', 'second_factors', 'recovery_codes', 'webhooks'];
const REVOKE_KEYS = 'UPDATE api_keys SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL';

async function ownsMessages(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx.all('SELECT 1 AS one FROM messages WHERE user_id = ? LIMIT 1', [id]);
  return rows.length > 0;
}

type UserRow = Omit<UserEntity, 'usernameKey' | 'emailKey'>;

const toUser = (row: UserRow): User => ({
  id: row.id,
  username: row.username,
  email: row.email,
  fullName: row.fullName,
  passwordHash: row.passwordHash,
  role: row.role,
  granted: GRANTS.filter((grant) => row.granted.split(',').includes(grant)),
  disabled: row.disabled === 1,
  passwordIsCommon: row.passwordCommon === null ? null : row.passwordCommon === 1,
  sessionEpoch: row.sessionEpoch,
  hasSecondFactor: row.secondFactor === 1,
  locale: row.locale,
  timeZone: row.timeZone,
  createdAt: row.createdAt,
});

/** What may change of a row. */
const toRow = (user: User) => ({
  email: user.email,
  emailKey: identifierKey(user.email),
  fullName: user.fullName,
  passwordHash: user.passwordHash,
  role: user.role,
  granted: user.granted.join(','),
  disabled: user.disabled ? 1 : 0,
  passwordCommon: toFlag(user.passwordIsCommon),
  sessionEpoch: user.sessionEpoch,
  locale: user.locale,
  timeZone: user.timeZone,
});

const toFlag = (is: boolean | null): number | null => (is === null ? null : Number(is));
