import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { isoTime } from '../common/clock.js';
import type { Principal } from '../common/principal.js';
import { stampOf } from './active-users.js';
import { type Claims, JwtStrategy, TOKEN_RULES } from './jwt.strategy.js';
import type { User } from './user.js';

const LIFETIME_SECONDS = 24 * 60 * 60;

/** Access tokens: JWT, HS256, 24 hours. */
@Injectable()
export class TokensService {
  constructor(
    private readonly jwt: JwtService,
    private readonly strategy: JwtStrategy,
  ) {}

  /** A new token for a user and when it ends (ISO 8601). */
  issue(user: User): { token: string; expires_at: string } {
    const now = Math.floor(Date.now() / 1000);
    const claims: Claims = { sub: String(user.id), stamp: stampOf(user) };
    const token = this.jwt.sign({ ...claims, iat: now, exp: now + LIFETIME_SECONDS }, TOKEN_RULES);
    return { token, expires_at: isoTime((now + LIFETIME_SECONDS) * 1000) };
  }

  /** @throws Unauthenticated */
  verify(token: string): Promise<Principal> {
    return this.strategy.verify(token);
  }
}
