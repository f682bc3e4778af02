import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@signalbox/contracts/auth';
import { type AuthenticatedRequest, PUBLIC, ROLES } from '../common/access.js';
import { Forbidden } from '../common/errors.js';
import type { Principal } from '../common/principal.js';
import { AuthService, type Credentials } from './auth.service.js';

interface HttpRequest extends Partial<AuthenticatedRequest> {
  headers: Record<string, string | string[] | undefined>;
}

type Access = Role[] | 'everybody' | 'nobody';

/**
 * Stands before every HTTP route and lets in only the roles the route names; a route that names none is refused to
 * all. Sockets are checked at their handshake, MQTT by the broker.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly routes = new Map<object, Access>();

  constructor(
    private readonly reflector: Reflector,
    private readonly auth: AuthService,
  ) {}

  /** @throws Unauthenticated, Forbidden */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const roles = this.rolesOf(context);
    if (roles === 'everybody') return true;
    if (roles === 'nobody') throw new Forbidden('This route is open to nobody.');
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const caller = this.auth.authenticate(credentialsOf(request.headers));
    // Not awaited where it need not be: this is on the path of every message.
    return caller instanceof Promise
      ? caller.then((principal) => admit(request, principal, roles))
      : admit(request, caller, roles);
  }

  /** What a route's decorators say; they do not change, so they are read once. */
  private rolesOf(context: ExecutionContext): Access {
    const handler = context.getHandler();
    let access = this.routes.get(handler);
    if (access === undefined) {
      const route = [handler, context.getClass()];
      const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, route);
      access = isPublic
        ? 'everybody'
        : (this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, route) ?? 'nobody');
      this.routes.set(handler, access);
    }
    return access;
  }
}

/** `X-API-Key: <key>` or `Authorization: Bearer <token>` (RFC 6750, clause 2.1). */
export function credentialsOf(headers: HttpRequest['headers']): Credentials {
  const apiKey = headers['x-api-key'];
  if (typeof apiKey === 'string') return { apiKey };
  const [, token] = /^Bearer +(\S+)$/i.exec(String(headers.authorization ?? '')) ?? [];
  return { token };
}

function admit(request: HttpRequest, principal: Principal, roles: Role[]): true {
  if (!roles.includes(principal.role)) {
    throw new Forbidden(`The role ${principal.role} may not do this: it takes ${roles.join(' or ')}.`);
  }
  request.principal = principal;
  return true;
}
