import { Injectable } from '@nestjs/common';
import type { Login } from '@signalbox/contracts/auth';
import { DAY } from '../common/clock.js';
import { TooMany, Unauthenticated } from '../common/errors.js';
import { Turns } from '../common/turns.js';
import { AuthEvents } from './auth.events.js';
import { ExpiringCache } from './expiring-cache.js';
import { type Lockout, NO_LOCKOUT, afterFailure, secondsLocked } from './lockout.js';
import { Passwords } from './passwords.service.js';
import { type User, identifierKey } from './user.js';
import { UserRepository } from './user.repository.js';

const STRANGERS = 10_000;

/**
 * Checks a name and a password. A name that nobody has is treated as any other: it costs the same time and is locked
 * out the same way, so that nobody can ask which names exist.
 */
@Injectable()
export class SignInService {
  /** Failures under names nobody has; those of users are in the database. */
  private readonly strangers = new ExpiringCache<string, Lockout>(DAY, STRANGERS);
  /** Guesses at one account wait for each other: else a hundred at once would all come before the first delay. */
  private readonly turns = new Turns();

  constructor(
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
    private readonly events: AuthEvents,
  ) {}

  /**
   * @throws Unauthenticated when name and password do not fit, or the account is disabled.
   * @throws TooMany during the delay after failures; the password is then not looked at.
   */
  signIn({ identifier, password }: Login): Promise<User> {
    const key = identifierKey(identifier);
    return this.turns.take(key, () => this.attempt(key, password));
  }

  private async attempt(key: string, password: string): Promise<User> {
    const user = await this.users.findByIdentifier(key);
    const wait = secondsLocked(user ?? this.strangers.get(key) ?? NO_LOCKOUT, Date.now());
    if (wait > 0) {
      this.log('failed', user, 'too soon after failed attempts');
      throw new TooMany('Too many failed sign-ins. Wait before the next one.', wait);
    }
    const fits = await this.passwords.verify(user?.passwordHash, password);
    if (!user || !fits) {
      await this.remember(key, user);
      this.log('failed', user, 'wrong name or password');
      throw new Unauthenticated('The name or the password is wrong.');
    }
    if (user.failedSignIns > 0) await this.users.setLockout(user.id, () => NO_LOCKOUT);
    if (user.disabled) {
      this.log('failed', user, 'the account is disabled');
      throw new Unauthenticated('This account is disabled.');
    }
    this.log('success', user, 'signed in');
    return user;
  }

  private async remember(key: string, user: User | null): Promise<void> {
    const now = Date.now();
    if (user) await this.users.setLockout(user.id, (lockout) => afterFailure(lockout, now));
    else this.strangers.set(key, afterFailure(this.strangers.get(key) ?? NO_LOCKOUT, now));
  }

  /** A name that nobody has stays out of the log: it may be a password typed into the wrong field. */
  private log(status: 'success' | 'failed', user: User | null, what: string): void {
    const details = `${user ? `user "${user.username}"` : 'unknown name'}: ${what}`;
    this.events.logged.next({ action: 'sign_in', details, status, userId: user?.id ?? null });
  }
}
