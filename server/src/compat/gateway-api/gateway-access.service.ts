import { Injectable } from '@nestjs/common';
import type { GatewayApiKey, GatewaySession, GatewaySignIn } from '@signalbox/contracts/gateway';
import { ApiKeysService } from '../../access/auth/api-keys.service.js';
import { AuthService } from '../../access/auth/auth.service.js';
import { NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';

/** The name of the one key a user has here; `ApiKeysService.reveal` makes it under the same. */
const KEY_NAME = 'gateway';
const ALL = 1_000_000;

/** Sign-in and keys as this API has them: one key a user, shown at every sign-in, replaced when a new one is made. */
@Injectable()
export class GatewayAccessService {
  constructor(
    private readonly auth: AuthService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /** @throws Unauthenticated, TooMany; Forbidden to who must set up a second factor, or has one */
  async signIn({ username: identifier, password }: GatewaySignIn, address: string): Promise<GatewaySession> {
    const { token, user, second_factor_missing: mustSetUp } = await this.auth.login({ identifier, password }, address);
    const { id: userId, username, role } = user;
    const owner = { userId, username, mustSetUp };
    return { token, username, role, api_key: await this.apiKeys.reveal(owner, address) };
  }

  /** The new key works before the old one ends. */
  async generateKey(caller: Principal, address: string): Promise<GatewayApiKey> {
    const { data } = await this.apiKeys.list(caller, { limit: ALL });
    const { key } = await this.apiKeys.createGateway(caller, address);
    for (const { id } of data.filter(({ name }) => name === KEY_NAME)) await this.revoke(caller, id, address);
    return { api_key: key };
  }

  /** Another rotation at the same moment may have been first. */
  private async revoke(caller: Principal, id: number, address: string): Promise<void> {
    try {
      await this.apiKeys.revoke(caller, id, address);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
}
