import { Injectable } from '@nestjs/common';
import { TooMany } from '../common/errors.js';
import { decoyHash, hashPassword, verifyPassword } from './password.js';

const AT_ONCE = 2;
const MAX_WAITING = 100;

/** Hashes passwords, few at a time: each takes 19 MiB and a thread that files and name look-ups want too. */
@Injectable()
export class Passwords {
  private readonly decoy = decoyHash();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** The PHC string to store. @throws TooMany when too many wait already. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hashPassword(password));
  }

  /** Whether the password fits. Without a hash, for a name nobody has, it takes as long and is false. */
  verify(hash: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(() => verifyPassword(hash ?? this.decoy, password));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) throw new TooMany('Too many people sign in just now.', 1);
      // Whoever ends hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
