import { Injectable } from '@nestjs/common';
import { TooMany } from '../common/errors.js';
import { Places } from '../common/places.js';
import { decoyHash, hashPassword, verifyPassword } from './password.js';

const AT_ONCE = 2;
const MAX_WAITING = 100;

/** Hashes passwords, few at a time: each takes 19 MiB and a thread that files and name look-ups want too. */
@Injectable()
export class Passwords {
  private readonly decoy = decoyHash();
  private readonly places = new Places(AT_ONCE, MAX_WAITING);

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
