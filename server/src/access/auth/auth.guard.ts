import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Access, type AuthenticatedRequest, accessOf } from '../../platform/common/access.js';
import { Forbidden, Unauthenticated } from '../../platform/common/errors.js';
import { admit } from './callers.js';

/**
 * Stands before every HTTP route and lets in only the roles the route names; a route that names none is refused to
 * all. Who calls is known before (`callers.ts`). Sockets are checked at their handshake, MQTT by the broker.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly routes = new Map<object, Access>();

  /** @throws Unauthenticated, Forbidden */
  canActivate(context: ExecutionContext): true {
    if (context.getType() !== 'http') return true;
    const access = this.accessOf(context.getHandler());
    if (access === 'everybody') return true;
    const { principal } = context.switchToHttp().getRequest<Partial<AuthenticatedRequest>>();
    if (!principal) throw new Unauthenticated();
    admit(principal, access);
    return true;
  }

  /** What a route's decorators say; they do not change, so they are read once. */
  private accessOf(handler: object): Access {
    let access = this.routes.get(handler);
    if (access === undefined) {
      access = accessOf(handler);
      if (access === undefined) throw new Forbidden('This route is open to nobody.');
      this.routes.set(handler, access);
    }
    return access;
  }
}
