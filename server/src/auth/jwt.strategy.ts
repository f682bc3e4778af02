import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { ExtractJwt, Strategy, type VerifiedCallback } from 'passport-jwt';
import { z } from 'zod';
import { Unauthenticated } from '../common/errors.js';
import type { Principal } from '../common/principal.js';
import { Secrets } from '../config/secrets.js';
import { ActiveUsers } from './active-users.js';

/** Fixed in code: what a token says of its own algorithm counts for nothing (RFC 8725, clause 3.1). */
export const TOKEN_RULES = { algorithm: 'HS256', issuer: 'signalbox', audience: 'signalbox-api' } as const;

/** Our claims: the user's id and the stamp of its password and role. */
export const Claims = z.object({ sub: z.string().regex(/^[1-9]\d{0,9}$/), stamp: z.string() });
export type Claims = z.infer<typeof Claims>;

interface Carrier {
  headers: { authorization: string };
}
type Door = (request: Carrier, response: object, next: (error?: unknown) => void) => void;

/**
 * Bearer tokens through passport-jwt, for HTTP and sockets alike. The Passport is this object's own: the package's
 * shared one would mix up two servers in one process.
 */
@Injectable()
export class JwtStrategy {
  private readonly passport = new passport.Passport();

  constructor(
    secrets: Secrets,
    private readonly users: ActiveUsers,
  ) {
    const rules = {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: secrets.jwt,
      algorithms: [TOKEN_RULES.algorithm],
      issuer: TOKEN_RULES.issuer,
      audience: TOKEN_RULES.audience,
    };
    const verify = (payload: unknown, done: VerifiedCallback): void => {
      this.principalOf(payload).then((principal) => done(null, principal ?? false), done);
    };
    this.passport.use(new Strategy(rules, verify));
  }

  /** @throws Unauthenticated on a token that is expired, foreign, malformed or of a user who may not come in any more. */
  verify(token: string): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, principal?: object | false | null): void => {
        if (error) reject(error);
        else if (principal) resolve(principal as Principal);
        else reject(new Unauthenticated('The token is not valid, or not any more. Sign in again.'));
      };
      const door = this.passport.authenticate('jwt', { session: false }, settle) as Door;
      door({ headers: { authorization: `Bearer ${token}` } }, {}, reject);
    });
  }

  private async principalOf(payload: unknown): Promise<Principal | null> {
    const claims = Claims.safeParse(payload);
    if (!claims.success) return null;
    const user = await this.users.find(Number(claims.data.sub));
    return user?.stamp === claims.data.stamp ? user.principal : null;
  }
}
