import { Injectable } from '@nestjs/common';
import type { NewSecondFactor, RecoveryCodes, SecondFactorState } from '@signalbox/contracts/auth';
import { Conflict, Invalid, NotFound, Unauthenticated } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { AuthEvents } from './auth.events.js';
import { WrongCode, uriOf } from './second-factor.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInService } from './sign-in.service.js';
import { UsersService } from './users.service.js';

/** A second factor that its owner sets up and takes away, or that an admin takes away from somebody who has lost it. */
@Injectable()
export class OwnSecondFactorService {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly signIns: SignInService,
    private readonly users: UsersService,
    private readonly events: AuthEvents,
    private readonly config: Config,
  ) {}

  async state({ userId }: Principal): Promise<SecondFactorState> {
    const { role, second_factor: enabled } = await this.users.get(userId);
    const left = enabled ? await this.factors.codesLeft(userId) : 0;
    return { enabled, required: this.config.secondFactorRoles.includes(role), recovery_codes_left: left };
  }

  /**
   * A secret for an app; it counts once a code of it is shown.
   * @throws Invalid on a wrong password, which counts as a failed sign-in; Conflict where there is one
   */
  async begin({ userId, username }: Principal, password: string, address: string): Promise<NewSecondFactor> {
    await this.signIns.confirm(userId, password, address).catch((error: unknown) => {
      if (!(error instanceof Unauthenticated)) throw error;
      throw Invalid.field('password', 'expected the password that you have now');
    });
    const secret = await this.factors.begin(userId);
    if (secret === null) throw new Conflict('The account has a second factor. Take it away first.');
    return { secret, uri: uriOf(secret, username) };
  }

  /** @throws Invalid when the code is not the app's */
  async confirm(caller: Principal, code: string, address: string): Promise<RecoveryCodes> {
    const codes = await this.factors.confirm(caller.userId, code.replaceAll(/\s/g, ''));
    if (codes === null) throw Invalid.field('code', 'expected the six digits that the app shows now');
    this.changed(caller, caller, 'set up', address);
    return { recovery_codes: codes };
  }

  /** @throws Invalid on a wrong code, which counts as a failed sign-in */
  async renewCodes(caller: Principal, code: string, address: string): Promise<RecoveryCodes> {
    await this.requireCode(caller, code, address);
    const codes = await this.factors.renewCodes(caller.userId);
    if (codes === null) throw new Conflict('The second factor was taken away just now.');
    this.changed(caller, caller, 'new recovery codes', address);
    return { recovery_codes: codes };
  }

  /** @throws Invalid on a wrong code, which counts as a failed sign-in */
  async remove(caller: Principal, code: string, address: string): Promise<void> {
    await this.requireCode(caller, code, address);
    await this.factors.remove(caller.userId);
    this.changed(caller, caller, 'taken away', address);
  }

  /** Of somebody who has lost it. @throws NotFound where there is no such account, or it has none */
  async removeOf(id: number, by: Principal, address: string): Promise<void> {
    const { username } = await this.users.get(id);
    if (!(await this.factors.remove(id))) throw new NotFound('second factor of user', id);
    this.changed({ userId: id, username }, by, 'taken away', address);
  }

  private async requireCode({ userId }: Principal, code: string, address: string): Promise<void> {
    await this.signIns.confirmCode(userId, code, address).catch((error: unknown) => {
      if (error instanceof WrongCode) throw new Invalid(error.errors, error.message);
      throw error;
    });
  }

  private changed(of: Pick<Principal, 'userId' | 'username'>, by: Principal, what: string, address: string): void {
    this.events.userChanged.next(of.userId);
    const details = `user "${of.username}": second factor ${what}`;
    this.events.logged.next({ action: 'second_factor', details, status: 'success', userId: by.userId, address });
  }
}
