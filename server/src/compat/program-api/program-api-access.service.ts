import { Injectable } from '@nestjs/common';
import type {
  ProgramApiCreatedUser,
  ProgramApiNewUser,
  ProgramApiSignIn,
  ProgramApiToken,
  ProgramApiUser,
} from '@signalbox/contracts/program-api';
import { AuthService } from '../../access/auth/auth.service.js';
import { UsersService } from '../../access/auth/users.service.js';
import { NotFound } from '../../platform/common/errors.js';
import { type Principal, may } from '../../platform/common/principal.js';

/** Accounts and tokens in this API's shape. */
@Injectable()
export class ProgramApiAccessService {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UsersService,
  ) {}

  /** @throws Unauthenticated, TooMany */
  async signIn(body: ProgramApiSignIn, address: string): Promise<ProgramApiToken> {
    const { token } = await this.auth.login(body, address);
    return { token };
  }

  /**
   * A password of enough characters will do: the documents' own example is a common one.
   * @throws Forbidden when registration is closed; Taken
   */
  async register(body: ProgramApiNewUser, address: string): Promise<ProgramApiCreatedUser> {
    const { id } = await this.auth.register(body, address, true);
    return { message: 'User created', userId: String(id) };
  }

  /** @param id of any form: ids of the earlier system are of nobody. @throws NotFound, also for another's account */
  async user(caller: Principal, id: string): Promise<ProgramApiUser> {
    const userId = /^[1-9]\d{0,9}$/.test(id) ? Number(id) : 0;
    if (userId !== caller.userId && !may(caller, 'users.manage')) throw new NotFound('user', id);
    if (userId === 0 || userId > 2_147_483_647) throw new NotFound('user', id);
    const { username, email } = await this.users.get(userId);
    return { username, email };
  }
}
