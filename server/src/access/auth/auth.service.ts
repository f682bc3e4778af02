import { Injectable } from '@nestjs/common';
import type { Login, Registration, Session, User as UserView } from '@signalbox/contracts/auth';
import { Forbidden, Unauthenticated } from '../../platform/common/errors.js';
import type { Credentials } from '../../platform/common/credentials.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import type { Admission } from './admission.js';
import { ApiKeysService } from './api-keys.service.js';
import { SignInService } from './sign-in.service.js';
import { TokensService } from './tokens.service.js';
import { toView } from './user.js';
import { UsersService } from './users.service.js';

/** Who comes in: by name and password, by token, by key, or as a newcomer. */
@Injectable()
export class AuthService {
  constructor(
    private readonly signIns: SignInService,
    private readonly tokens: TokensService,
    private readonly apiKeys: ApiKeysService,
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /** @throws Unauthenticated, TooMany: see SignInService. */
  async login(login: Login, address: string): Promise<Session> {
    const user = await this.signIns.signIn(login, address);
    return { ...this.tokens.issue(user), user: toView(user) };
  }

  /**
   * A new account of role `user`.
   * @param takesWeak see UsersService.create
   * @throws Forbidden when registration is closed; Invalid, Taken.
   */
  async register(registration: Registration, address: string, takesWeak = false): Promise<UserView> {
    if (!this.config.registrationOpen)
      throw new Forbidden('Registration is closed. Ask an administrator for an account.');
    return this.users.create({ ...registration, role: 'user' }, null, address, takesWeak);
  }

  me({ userId }: Principal): Promise<UserView> {
    return this.users.get(userId);
  }

  /**
   * Who shows these credentials, for any door; not a promise when a key was seen some seconds ago.
   * @throws Unauthenticated
   */
  authenticate({ token, apiKey }: Credentials): Admission | Promise<Admission> {
    if (apiKey !== undefined) return this.apiKeys.authenticate(apiKey);
    if (token !== undefined) return this.tokens.verify(token);
    throw new Unauthenticated();
  }
}
