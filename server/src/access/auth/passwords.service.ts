import { Injectable } from '@nestjs/common';
import { Invalid, TooMany } from '../../platform/common/errors.js';
import { Semaphore } from '../../platform/common/semaphore.js';
import { commonPasswords } from './common-passwords.js';
import { type Names, weaknessOf } from './password-rules.js';
import { decoyHash, hashPassword, verifyPassword } from './password.js';

const AT_ONCE = 2;
const MAX_WAITING = 100;

/** Hashes passwords, few at a time: each takes 19 MiB and a thread that files and name look-ups want too. */
@Injectable()
export class PasswordsService {
  private readonly decoy = decoyHash();
  private readonly places = new Semaphore(AT_ONCE, MAX_WAITING);

  /** Whether a password should not be chosen: too many have it, or it is made of the account's names. */
  async isWeak(password: string, names: Names): Promise<boolean> {
    return (await this.weakness(password, names)) !== null;
  }

  /** @throws Invalid naming the field when it should not be chosen. */
  async require(password: string, names: Names, field = 'password'): Promise<void> {
    const weakness = await this.weakness(password, names);
    if (weakness !== null) throw Invalid.field(field, weakness);
  }

  private async weakness(password: string, names: Names): Promise<string | null> {
    return weaknessOf(password, names, await commonPasswords());
  }

  /** The PHC string to store. @throws TooMany when too many wait already. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hashPassword(password));
  }

  /** Whether the password fits. Without a hash, for a name nobody has, it takes as long and is false. */
  verify(hash: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(() => verifyPassword(hash ?? this.decoy, password));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.places.take(work, () => {
      throw new TooMany('Too many people sign in just now.', 1);
    });
  }
}
