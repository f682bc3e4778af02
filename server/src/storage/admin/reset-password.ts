import { Password } from '@signalbox/contracts/auth';
import { commonPasswords } from '../../access/auth/common-passwords.js';
import { hashPassword } from '../../access/auth/password.js';
import { weaknessOf } from '../../access/auth/password-rules.js';
import { type User, accountOf, identifierKey, withEpoch } from '../../access/auth/user.js';
import type { Database } from '../typeorm/database.js';
import { SqlLockoutRepository } from '../typeorm/repositories/lockout.repository.js';
import { SqlUserRepository } from '../typeorm/repositories/user.repository.js';
import { logged, madeUpPassword } from './accounts.js';

const NAMED_AT_MOST = 10;
const LOOKED_AT_MOST = 10_000;

/** @param name a username or an email address. @throws Error that names admins when nobody has it */
export async function accountNamed(db: Database, name: string): Promise<User> {
  const users = new SqlUserRepository(db);
  const user = await users.findByIdentifier(identifierKey(name));
  if (user) return user;
  const admins = (await users.list(LOOKED_AT_MOST, 0)).filter(({ role }) => role === 'admin');
  const names = admins.slice(0, NAMED_AT_MOST).map(({ username }) => username);
  throw new Error(
    `there is no account "${name}"; ${names.length > 0 ? `admins: ${names.join(', ')}` : 'there is no admin'}`,
  );
}

/**
 * Gives an account another password: one that is made up where the given one is empty. All its sessions end, wherever a
 * server runs with this database, and failed sign-ins are forgotten.
 * @returns the password
 * @throws Error on one that is too short or too weak
 */
export async function resetPassword(db: Database, user: User, given: string): Promise<string> {
  const password = given === '' ? madeUpPassword() : given;
  const { error } = Password.safeParse(password);
  const weakness = error?.issues[0]?.message ?? weaknessOf(password, user, await commonPasswords());
  if (weakness !== null) throw new Error(`password: ${weakness}`);
  const passwordHash = await hashPassword(password);
  const changed = await new SqlUserRepository(db).change(user.id, (found) =>
    withEpoch(found, { passwordHash, passwordIsCommon: false }),
  );
  if (!changed) throw new Error(`the account "${user.username}" was deleted just now`);
  await new SqlLockoutRepository(db).clear(accountOf(user.id));
  await logged(db, 'password_reset', `user "${user.username}": password reset`);
  return password;
}
