import { randomBytes } from 'node:crypto';
import { NewUser } from '@signalbox/contracts/auth';
import { commonPasswords } from '../../access/auth/common-passwords.js';
import { hashPassword } from '../../access/auth/password.js';
import { weaknessOf } from '../../access/auth/password-rules.js';
import type { User } from '../../access/auth/user.js';
import { SqlSecondFactorRepository } from '../access/second-factor.repository.js';
import type { Database } from '../typeorm/database.js';
import { SqlLogRepository } from '../typeorm/repositories/log.repository.js';
import { SqlUserRepository } from '../typeorm/repositories/user.repository.js';

/** As the log keeps it: nobody was signed in. */
export const logged = (db: Database, action: string, details: string): Promise<void> =>
  new SqlLogRepository(db).add({
    action,
    details: `${details}, from the command line`,
    status: 'ok',
    senderSim: null,
    userId: null,
    createdAt: Date.now(),
  });

export const madeUpPassword = (): string => randomBytes(15).toString('base64url');

/**
 * Makes an account; an empty password is one that is made up.
 * @throws Error in one line that names the field, also on a username or an email address that somebody has
 */
export async function createAccount(
  db: Database,
  given: { [Field in keyof NewUser]: NewUser[Field] | undefined },
): Promise<{ user: User; password: string }> {
  const password = given.password === '' ? madeUpPassword() : given.password;
  const { data, error } = NewUser.safeParse({ ...given, password });
  const issue = error?.issues[0];
  if (!data) throw new Error(`${issue?.path.join('.')}: ${issue?.message}`);
  const { username, email, role, full_name: fullName = null } = data;
  const weakness = weaknessOf(data.password, { username, email }, await commonPasswords());
  if (weakness !== null) throw new Error(`password: ${weakness}`);
  const passwordHash = await hashPassword(data.password);
  const names = { username, email, fullName, role, createdAt: Date.now() };
  const user = await new SqlUserRepository(db).create({ ...names, passwordHash, passwordIsCommon: false });
  await logged(db, 'user_created', `user "${username}" with role ${role}`);
  return { user, password: data.password };
}

/** Ends all tokens of an account, and its keys where that is asked for. @returns how many keys ended */
export async function endSessions(db: Database, { id, username }: User, keys: boolean): Promise<number> {
  const ended = await new SqlUserRepository(db).endSessions(id, keys, Date.now());
  if (!ended) throw new Error(`the account "${username}" was deleted just now`);
  const what = `all sessions${keys ? ` and ${ended.keysEnded} API keys` : ''} ended`;
  await logged(db, 'sessions_ended', `user "${username}": ${what}`);
  return ended.keysEnded;
}

/** Of somebody who has lost it, where no other admin is there, or whose KEY_SECRET is gone. @returns whether there was one */
export async function removeSecondFactor(db: Database, { id, username }: User): Promise<boolean> {
  const isRemoved = await new SqlSecondFactorRepository(db).remove(id);
  if (isRemoved) await logged(db, 'second_factor', `user "${username}": second factor taken away`);
  return isRemoved;
}
