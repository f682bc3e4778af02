import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthService } from '../../auth/auth.service.js';
import type { AuthenticatedRequest } from '../../common/access.js';
import { Unauthenticated } from '../../common/errors.js';

/**
 * Lets in by token only, whatever API key is shown beside it: a key must not make keys, and a client whose key was
 * revoked must come to a new one.
 */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(private readonly auth: AuthService) {}

  /** @throws Unauthenticated */
  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest & Partial<AuthenticatedRequest>>();
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new Unauthenticated('Authorization: expected Bearer and the token of a sign-in.');
    request.principal = await this.auth.authenticate({ token });
    return true;
  }
}
