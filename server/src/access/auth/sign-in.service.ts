import { Injectable } from '@nestjs/common';
import type { Login } from '@signalbox/contracts/auth';
import { Forbidden, TooMany, Unauthenticated } from '../../platform/common/errors.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { addressKey } from '../../platform/common/address-key.js';
import { AuthEvents } from './auth.events.js';
import { secondsLocked } from './lockout.js';
import { LockoutsService } from './lockouts.service.js';
import { CodeNeeded, NO_ASKING, WrongCode } from './second-factor.js';
import { SecondFactorsService } from './second-factors.service.js';
import { PasswordsService } from './passwords.service.js';
import { type User, accountOf, identifierKey } from './user.js';
import { UserRepository } from './user.repository.js';

/** Attempts under one name from one address that may wait for each other. */
const MOST_IN_LINE = 100;

/** Somebody's attempt: at which account, real or not, and from where. */
interface Attempt {
  user: User | null;
  account: string;
  address: string;
  /** Null where it is not asked for. */
  password: string | null;
  code: Code;
}

/** The code of a second factor: what was shown of it; `none` where a door cannot ask for one, `later` where none is asked. */
type Code = { shown: string | undefined } | 'none' | 'later';

/**
 * Checks a name and a password. A name that nobody has is treated as any other: it costs the same time, writes the same
 * rows and is locked out the same way, so that nobody can ask which names exist.
 */
@Injectable()
export class SignInService {
  /** Guesses at one account from one address wait for each other: else a hundred at once would all come before the first delay. */
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly users: UserRepository,
    private readonly lockouts: LockoutsService,
    private readonly passwords: PasswordsService,
    private readonly factors: SecondFactorsService,
    private readonly events: AuthEvents,
  ) {}

  /**
   * @param from the caller's address; failures are counted for it and the account together, IPv6 by /64
   * @throws Unauthenticated when name and password do not fit, or the account is disabled.
   * @throws TooMany during the delay after failures, the password is then not looked at; and when too many come at once.
   * @param asksCode whether the door can ask for the code of a second factor
   * @throws CodeNeeded, WrongCode of an account that has one; Forbidden where the door cannot ask
   */
  signIn({ identifier, password, code: shown }: Login, from: string, asksCode: boolean): Promise<User> {
    const key = identifierKey(identifier);
    const code = asksCode ? { shown } : 'none';
    return this.inTurn(key, from, async (address) => {
      const user = await this.users.findByIdentifier(key);
      return this.attempt({
        user,
        account: user ? accountOf(user.id) : this.lockouts.strangerOf(key),
        password,
        code,
        address,
      });
    });
  }

  /** The same for somebody who is signed in and shows the password once more. @throws as `signIn` */
  confirm(userId: number, password: string, from: string): Promise<User> {
    return this.inTurn(accountOf(userId), from, async (address) => {
      const user = await this.users.findById(userId);
      return this.attempt({ user, account: accountOf(userId), password, code: 'later', address });
    });
  }

  /** The same for a code of the second factor. @throws WrongCode, TooMany */
  confirmCode(userId: number, shown: string, from: string): Promise<User> {
    return this.inTurn(accountOf(userId), from, async (address) => {
      const user = await this.users.findById(userId);
      return this.attempt({ user, account: accountOf(userId), password: null, code: { shown }, address });
    });
  }

  private inTurn<T>(name: string, from: string, work: (address: string) => Promise<T>): Promise<T> {
    const address = addressKey(from);
    const line = `${address} ${name}`;
    if (this.turns.count(line) >= MOST_IN_LINE) throw new TooMany('Too many sign-ins at once.', 1);
    return this.turns.take(line, () => work(address));
  }

  private async attempt(attempt: Attempt): Promise<User> {
    const { user, account, password, address } = attempt;
    const state = await this.lockouts.find(account, address);
    const wait = secondsLocked(state, Date.now());
    if (wait > 0) {
      this.log('failed', user, 'too soon after failed attempts', address);
      throw new TooMany('Too many failed sign-ins. Wait before the next one.', wait);
    }
    const fits = password === null || (await this.passwords.verify(user?.passwordHash, password));
    if (!user || !fits) {
      await this.failed(attempt, 'wrong name or password');
      throw new Unauthenticated('The name or the password is wrong.');
    }
    if (user.disabled) {
      this.log('failed', user, 'the account is disabled', address);
      throw new Unauthenticated('This account is disabled.');
    }
    await this.requireCode(user, attempt);
    await this.lockouts.passed(account, address, state);
    if (password !== null) await this.look(user, password);
    this.log('success', user, 'signed in', address);
    return user;
  }

  /** Before the right password is counted: what was failed at the code would be forgiven by it. */
  private async requireCode(user: User, attempt: Attempt): Promise<void> {
    const { code, address } = attempt;
    if (!user.hasSecondFactor || code === 'later') return;
    if (code === 'none') {
      this.log('failed', user, 'a second factor, at a door that cannot ask for it', address);
      throw new Forbidden(NO_ASKING);
    }
    if (code.shown === undefined) throw new CodeNeeded();
    if (await this.factors.use(user.id, code.shown)) return;
    await this.failed(attempt, 'wrong code');
    throw new WrongCode();
  }

  private async failed({ user, account, address }: Attempt, what: string): Promise<void> {
    await this.lockouts.failed(account, address);
    this.log('failed', user, what, address);
  }

  /** A password from before that was asked shows itself now, the only time that it can be looked at. */
  private async look(user: User, password: string): Promise<void> {
    if (user.passwordIsCommon !== null) return;
    await this.users.markPassword(user.id, user.passwordHash, await this.passwords.isWeak(password, user));
  }

  /** A name that nobody has stays out of the log: it may be a password typed into the wrong field. */
  private log(status: 'success' | 'failed', user: User | null, what: string, address: string): void {
    const details = `${user ? `user "${user.username}"` : 'unknown name'}: ${what}`;
    this.events.logged.next({ action: 'sign_in', details, status, userId: user?.id ?? null, address });
  }
}
