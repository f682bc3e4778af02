import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { isoTime } from '../../platform/common/clock.js';
import type { Admission } from './admission.js';
import { type Claims, JwtStrategy, TOKEN_RULES } from './jwt.strategy.js';
import { type Seen, SightingsService } from './sightings.service.js';
import { Secrets } from '../../platform/config/secrets.js';
import { LIFETIME_SECONDS } from './session.js';
import type { User } from './user.js';

/** Access tokens: JWT, HS256, 24 hours; each is a session, which its owner sees and can end. */
@Injectable()
export class TokensService {
  constructor(
    private readonly jwt: JwtService,
    private readonly strategy: JwtStrategy,
    private readonly sightings: SightingsService,
    private readonly secrets: Secrets,
  ) {}

  /** A new token for a user who signs in at an address, and when it ends (ISO 8601). */
  async issue(user: User, address: string): Promise<{ token: string; expires_at: string }> {
    const now = Math.floor(Date.now() / 1000);
    const exp = now + LIFETIME_SECONDS;
    const { id: userId, sessionEpoch: epoch } = user;
    const jti = randomBytes(16).toString('base64url');
    const claims: Claims = { sub: String(userId), jti, epoch, exp };
    await this.sightings.begin({ id: jti, userId, epoch, createdAt: now * 1000, expiresAt: exp * 1000 }, address);
    // Clients of the program API read whose token it is from there.
    const token = this.jwt.sign(
      { ...claims, user_id: claims.sub, iat: now },
      { ...TOKEN_RULES, secret: this.secrets.jwt },
    );
    return { token, expires_at: isoTime(exp * 1000) };
  }

  /** @param seen where it is shown, to be remembered. @throws Unauthenticated */
  async verify(token: string, seen?: Seen): Promise<Admission> {
    const admission = await this.strategy.verify(token);
    const { userId, sessionEpoch: epoch, token: shown } = admission;
    if (seen && shown) {
      const { id, expiresAt } = shown;
      this.sightings.note({ id, userId, epoch, createdAt: expiresAt - LIFETIME_SECONDS * 1000, expiresAt }, seen);
    }
    return admission;
  }
}
