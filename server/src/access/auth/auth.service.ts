import { Injectable } from '@nestjs/common';
import type { Login, OwnChange, Registration, Session, User as UserView } from '@signalbox/contracts/auth';
import { Forbidden, Unauthenticated } from '../../platform/common/errors.js';
import type { Credentials } from '../../platform/common/credentials.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import type { Admission } from './admission.js';
import { ApiKeysService } from './api-keys.service.js';
import { lacksSecondFactor } from './second-factor.js';
import type { Seen } from './sightings.service.js';
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

  /**
   * @param asksCode whether the door can ask for the code of a second factor: those of the older APIs cannot
   * @throws Unauthenticated, TooMany, CodeNeeded, Forbidden: see SignInService.
   */
  async login(login: Login, address: string, asksCode = false): Promise<Session> {
    const user = await this.signIns.signIn(login, address, asksCode);
    const missing = lacksSecondFactor(user, this.config.secondFactorRoles);
    return { ...(await this.tokens.issue(user, address)), user: toView(user), second_factor_missing: missing };
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

  changeMe({ userId }: Principal, change: OwnChange): Promise<UserView> {
    return this.users.changeOwn(userId, change);
  }

  /**
   * Who shows these credentials, for any door; not a promise when a key was seen some seconds ago.
   * @param place where they are shown; without it keys for some networks only are not taken
   * @throws Unauthenticated, Forbidden
   */
  authenticate({ token, apiKey }: Credentials, place?: Seen): Admission | Promise<Admission> {
    if (apiKey !== undefined) return this.apiKeys.authenticate(apiKey, place);
    if (token !== undefined) return this.tokens.verify(token, place);
    throw new Unauthenticated();
  }
}
