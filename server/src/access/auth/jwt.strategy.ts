import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';
import { signerOf } from './token-signer.js';
import { Unauthenticated } from '../../platform/common/errors.js';
import { Secrets } from '../../platform/config/secrets.js';
import { AccessEndingsService } from './access-endings.service.js';
import { ActiveUsersService } from './active-users.service.js';
import type { Admission } from './admission.js';

/** Fixed in code: what a token says of its own algorithm counts for nothing (RFC 8725, clause 3.1). */
export const TOKEN_RULES = { algorithm: 'HS256', issuer: 'signalbox', audience: 'signalbox-api' } as const;

/** Our claims: the user's id, the token's own, the account's counter of ended sessions, and the end in seconds. */
export const Claims = z.object({
  sub: z.string().regex(/^[1-9]\d{0,9}$/),
  jti: z.string().min(1).max(32),
  epoch: z.int(),
  exp: z.int(),
});
export type Claims = z.infer<typeof Claims>;

interface Carrier {
  headers: { authorization: string };
}
type Door = (request: Carrier, response: object, next: (error?: unknown) => void) => void;

/** Bearer tokens through Passport, for HTTP and sockets alike. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  private own?: InstanceType<typeof passport.Passport>;

  constructor(
    secrets: Secrets,
    private readonly users: ActiveUsersService,
    private readonly endings: AccessEndingsService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_, token: string, done) => done(null, signerOf(token, secrets.jwtRing.all)),
      algorithms: [TOKEN_RULES.algorithm],
      issuer: TOKEN_RULES.issuer,
      audience: TOKEN_RULES.audience,
    });
  }

  /** Asked while the base class is made. The package's shared Passport would mix up two servers in one process. */
  getPassportInstance() {
    return (this.own ??= new passport.Passport());
  }

  /**
   * @throws Unauthenticated on a token that is expired, ended, foreign, malformed, from before the account's sessions
   * ended, or of a user who may not come in any more. Those of releases that could not be ended are malformed.
   */
  verify(token: string): Promise<Admission> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, admission?: object | false | null): void => {
        if (error) reject(error);
        else if (admission) resolve(admission as Admission);
        else reject(new Unauthenticated('The token is not valid, or not any more. Sign in again.'));
      };
      const door = this.getPassportInstance().authenticate('jwt', { session: false }, settle) as Door;
      door({ headers: { authorization: `Bearer ${token}` } }, {}, reject);
    });
  }

  /** Whom the claims of a token with the right signature let in, or null. */
  async validate(payload: unknown): Promise<Admission | null> {
    const claims = Claims.safeParse(payload);
    if (!claims.success) return null;
    const { sub, jti: id, epoch, exp } = claims.data;
    const user = await this.users.find(Number(sub));
    // Asked last, without waiting in between: what ended while the user was read counts.
    if (user?.sessionEpoch !== epoch || this.endings.isEnded(id)) return null;
    return { ...user, token: { id, expiresAt: exp * 1000 } };
  }
}
