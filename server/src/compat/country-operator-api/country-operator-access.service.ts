import { Injectable } from '@nestjs/common';
import type { CountryOperatorLogin, CountryOperatorToken } from '@signalbox/contracts/country-operator-api';
import { AuthService } from '../../access/auth/auth.service.js';

@Injectable()
export class CountryOperatorAccessService {
  constructor(private readonly auth: AuthService) {}

  /** @throws Unauthenticated, TooMany */
  async login({ username, password }: CountryOperatorLogin, address: string): Promise<CountryOperatorToken> {
    const { token } = await this.auth.login({ identifier: username, password }, address);
    return { access_token: token };
  }
}
