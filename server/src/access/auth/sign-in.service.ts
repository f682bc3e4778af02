import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Login } from '@signalbox/contracts/auth';
import { TooMany, Unauthenticated } from '../../platform/common/errors.js';
import { deriveKey } from '../../platform/common/sealer.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { Secrets } from '../../platform/config/secrets.js';
import { addressKey } from '../../platform/common/address-key.js';
import { AuthEvents } from './auth.events.js';
import { ALL_TOGETHER, AT_AN_ADDRESS, afterFailure, afterSuccess, isNews, secondsLocked } from './lockout.js';
import { LockoutRepository } from './lockout.repository.js';
import { PasswordsService } from './passwords.service.js';
import { type User, accountOf, identifierKey } from './user.js';
import { UserRepository } from './user.repository.js';

/** Attempts under one name from one address that may wait for each other. */
const MOST_IN_LINE = 100;

/** Somebody's attempt: at which account, real or not, and from where. */
interface Attempt {
  user: User | null;
  account: string;
  password: string;
  address: string;
}

/**
 * Checks a name and a password. A name that nobody has is treated as any other: it costs the same time, writes the same
 * rows and is locked out the same way, so that nobody can ask which names exist.
 */
@Injectable()
export class SignInService {
  private readonly nameKey: KeyObject;
  /** Guesses at one account from one address wait for each other: else a hundred at once would all come before the first delay. */
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly users: UserRepository,
    private readonly lockouts: LockoutRepository,
    private readonly passwords: PasswordsService,
    private readonly events: AuthEvents,
    secrets: Secrets,
  ) {
    this.nameKey = deriveKey(secrets.key, 'signalbox sign-in names');
  }

  /**
   * @param from the caller's address; failures are counted for it and the account together, IPv6 by /64
   * @throws Unauthenticated when name and password do not fit, or the account is disabled.
   * @throws TooMany during the delay after failures, the password is then not looked at; and when too many come at once.
   */
  signIn({ identifier, password }: Login, from: string): Promise<User> {
    const key = identifierKey(identifier);
    return this.inTurn(key, from, async (address) => {
      const user = await this.users.findByIdentifier(key);
      return this.attempt({ user, account: user ? accountOf(user.id) : this.strangerOf(key), password, address });
    });
  }

  /** The same for somebody who is signed in and shows the password once more. @throws as `signIn` */
  confirm(userId: number, password: string, from: string): Promise<User> {
    return this.inTurn(accountOf(userId), from, async (address) => {
      const user = await this.users.findById(userId);
      return this.attempt({ user, account: accountOf(userId), password, address });
    });
  }

  private inTurn<T>(name: string, from: string, work: (address: string) => Promise<T>): Promise<T> {
    const address = addressKey(from);
    const line = `${address} ${name}`;
    if (this.turns.count(line) >= MOST_IN_LINE) throw new TooMany('Too many sign-ins at once.', 1);
    return this.turns.take(line, () => work(address));
  }

  private async attempt({ user, account, password, address }: Attempt): Promise<User> {
    const state = await this.lockouts.find(account, address);
    const wait = secondsLocked(state, Date.now());
    if (wait > 0) {
      this.log('failed', user, 'too soon after failed attempts', address);
      throw new TooMany('Too many failed sign-ins. Wait before the next one.', wait);
    }
    const fits = await this.passwords.verify(user?.passwordHash, password);
    const now = Date.now();
    if (!user || !fits) {
      await this.lockouts.change(account, address, ({ here, everywhere }) => ({
        here: afterFailure(here, AT_AN_ADDRESS, now),
        everywhere: afterFailure(everywhere, ALL_TOGETHER, now),
      }));
      this.log('failed', user, 'wrong name or password', address);
      throw new Unauthenticated('The name or the password is wrong.');
    }
    if (user.disabled) {
      this.log('failed', user, 'the account is disabled', address);
      throw new Unauthenticated('This account is disabled.');
    }
    if (isNews(state.here, now)) await this.lockouts.change(account, address, () => ({ here: afterSuccess(now) }));
    await this.look(user, password);
    this.log('success', user, 'signed in', address);
    return user;
  }

  /** A password from before that was asked shows itself now, the only time that it can be looked at. */
  private async look(user: User, password: string): Promise<void> {
    if (user.passwordIsCommon !== null) return;
    await this.users.markPassword(user.id, user.passwordHash, await this.passwords.isWeak(password, user));
  }

  /** Of a name that nobody has, a digest is kept: it may be a password typed into the wrong field. */
  private strangerOf(key: string): string {
    return `n${createHmac('sha256', this.nameKey).update(key).digest('base64url')}`;
  }

  /** It stays out of the log for the same reason. */
  private log(status: 'success' | 'failed', user: User | null, what: string, address: string): void {
    const details = `${user ? `user "${user.username}"` : 'unknown name'}: ${what}`;
    this.events.logged.next({ action: 'sign_in', details, status, userId: user?.id ?? null, address });
  }
}
