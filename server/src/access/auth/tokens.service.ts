import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { isoTime } from '../../platform/common/clock.js';
import type { Admission } from './admission.js';
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
    const exp = now + LIFETIME_SECONDS;
    const claims: Claims = {
      sub: String(user.id),
      jti: randomBytes(16).toString('base64url'),
      epoch: user.sessionEpoch,
      exp,
    };
    // Clients of the program API read whose token it is from there.
    const token = this.jwt.sign({ ...claims, user_id: claims.sub, iat: now }, TOKEN_RULES);
    return { token, expires_at: isoTime(exp * 1000) };
  }

  /** @throws Unauthenticated */
  verify(token: string): Promise<Admission> {
    return this.strategy.verify(token);
  }
}
