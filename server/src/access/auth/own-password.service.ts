import { Injectable } from '@nestjs/common';
import type { PasswordChange, Session } from '@signalbox/contracts/auth';
import { Conflict, Invalid, Unauthenticated } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { PasswordsService } from './passwords.service.js';
import { lacksSecondFactor } from './second-factor.js';
import { SignInService } from './sign-in.service.js';
import { TokensService } from './tokens.service.js';
import { toView } from './user.js';
import { UsersService } from './users.service.js';

/** A password that its owner changes. */
@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly signIns: SignInService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly tokens: TokensService,
    private readonly config: Config,
  ) {}

  /**
   * Ends all tokens of the account, and answers a new one to go on with. Its API keys stay.
   * @throws Invalid when the present password is wrong, which counts as a failed sign-in, or the new one is too weak;
   * TooMany after such failures; Conflict when the password was changed at the same time
   */
  async change({ userId }: Principal, change: PasswordChange, address: string): Promise<Session> {
    const { current_password: current, new_password: next } = change;
    const user = await this.signIns.confirm(userId, current, address).catch((error: unknown) => {
      if (!(error instanceof Unauthenticated)) throw error;
      throw Invalid.field('current_password', 'expected the password that you have now');
    });
    if (next === current) throw Invalid.field('new_password', 'expected another password than the one you have now');
    await this.passwords.require(next, user, 'new_password');
    const after = await this.users.replacePassword(user, next, address);
    if (!after) throw new Conflict('The password was changed by somebody else at the same moment.');
    const { secondFactorRoles } = this.config;
    const missing = lacksSecondFactor(after, secondFactorRoles);
    return { ...(await this.tokens.issue(after, address)), user: toView(after), second_factor_missing: missing };
  }
}
