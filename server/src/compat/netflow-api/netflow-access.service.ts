import { Injectable } from '@nestjs/common';
import type { User } from '@signalbox/contracts/auth';
import type { NetflowMe, NetflowSession, NetflowUser } from '@signalbox/contracts/office/netflow-answers';
import type { NetflowLogin, NetflowRegistration } from '@signalbox/contracts/office/netflow-requests';
import { AuthService } from '../../access/auth/auth.service.js';
import { DomainError, Unauthenticated } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';

/** Accounts and tokens in this API's shape. */
@Injectable()
export class NetflowAccessService {
  constructor(private readonly auth: AuthService) {}

  /** @throws DomainError, 401 in the document's words; TooMany */
  async signIn({ email, password }: NetflowLogin, address: string): Promise<NetflowSession> {
    try {
      const { token, user } = await this.auth.login({ identifier: email, password }, address);
      return { token, user: toUser(user) };
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      throw new DomainError(401, 'Not signed in', 'Invalid email or password');
    }
  }

  /**
   * A password of enough characters will do: the documents' own example is a common one.
   * @throws Forbidden when registration is closed; Taken
   */
  async register(body: NetflowRegistration, address: string): Promise<NetflowSession> {
    await this.auth.register(body, address, true);
    return this.signIn(body, address);
  }

  async me(caller: Principal): Promise<NetflowMe> {
    const user = await this.auth.me(caller);
    return { ...toUser(user), status: user.disabled ? 'disabled' : 'active' };
  }
}

const toUser = ({ id, username, email, full_name, role }: User): NetflowUser => ({
  id,
  username,
  email,
  full_name: full_name ?? username,
  role,
});
