import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@signalbox/contracts/auth';
import type { Principal } from './principal.js';

export const ROLES = 'signalbox:roles';
export const PUBLIC = 'signalbox:public';

/** The roles that may call a route. A route with neither this nor `@Public()` is refused to everybody. */
export const Allow = (...roles: Role[]) => SetMetadata(ROLES, roles);
/** Any signed-in caller. */
export const AllowAll = () => Allow('admin', 'operator', 'viewer', 'user');
/** Nobody needs to be signed in. */
export const Public = () => SetMetadata(PUBLIC, true);

export interface AuthenticatedRequest {
  principal: Principal;
}

/** The caller, as the guard left it on the request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);
