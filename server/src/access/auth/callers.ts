import { grantableTo, grants, isInScope, scopeOf } from '@signalbox/contracts/permissions';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Access, type AuthenticatedRequest } from '../../platform/common/access.js';
import { credentialsOf, tokenOf } from '../../platform/common/credentials.js';
import { Forbidden, Unauthenticated } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { AuthService } from './auth.service.js';
import { type Maker, requireUnlimited } from './key-limits.js';
import { NOT_SET_UP } from './second-factor.js';

type NamedAccess = Exclude<Access, 'everybody'>;

/**
 * Knows who calls before a byte of the request's body is read, so that strangers, and those whose role is too low, have
 * the server read nothing. To be called before the routes are made.
 */
export function knowCallers(server: FastifyInstance, auth: AuthService): void {
  server.addHook('onRoute', (route) => {
    const { access } = route.config ?? {};
    if (access === undefined || access === 'everybody') return;
    const know = (request: FastifyRequest, _: unknown, done: (error?: Error) => void): void => {
      let caller: Principal | Promise<Principal>;
      try {
        caller = callerOf(request, access, auth);
        // Not awaited where it need not be.
        if (!(caller instanceof Promise)) return letIn(request, caller, access, done);
      } catch (error) {
        return done(error as Error);
      }
      caller.then((principal) => letIn(request, principal, access, done), done);
    };
    // Behind what makes old clients' headers understood.
    route.onRequest = [route.onRequest ?? [], know].flat();
  });
}

/** @throws Forbidden */
export function admit(caller: Principal & Maker, { roles, by, permission }: NamedAccess): void {
  const { role, granted, apiKeyId, scopes, mustSetUp } = caller;
  if (apiKeyId !== null) {
    if (by === 'no key')
      throw new Forbidden('An API key may not do this. Sign in, and send the token without the key.');
    if (ADMINISTERING.includes(by) && !scopes?.includes('admin')) throw new Forbidden(ADMIN_KEYS);
  }
  if (!grants(role, permission, granted)) {
    const who = [...roles, ...grantableTo(permission).map((each) => `${each} with the grant ${permission}`)];
    throw new Forbidden(`The role ${role} may not do this: it takes ${who.join(' or ')}.`);
  }
  if (mustSetUp && apiKeyId === null && permission !== 'account.own') throw new Forbidden(NOT_SET_UP);
  if (!isInScope(scopes, permission)) {
    throw new Forbidden(`This API key may not do this: it takes the scope ${scopeOf(permission)}.`);
  }
  if (by === 'token or unlimited key') requireUnlimited(caller);
}

const ADMINISTERING: readonly NamedAccess['by'][] = ['token or admin key', 'token or unlimited key'];
const ADMIN_KEYS =
  'An API key may do this only when it was made with the scope admin. Sign in, and send the token without the key.';

function callerOf(request: FastifyRequest, { by }: NamedAccess, auth: AuthService): Principal | Promise<Principal> {
  if (by !== 'token') return auth.authenticate(credentialsOf(request.headers), request);
  const token = tokenOf(request.headers);
  if (token === undefined) throw new Unauthenticated('Authorization: expected Bearer and the token of a sign-in.');
  return auth.authenticate({ token }, request);
}

function letIn(request: FastifyRequest, principal: Principal, access: NamedAccess, done: (error?: Error) => void) {
  try {
    admit(principal, access);
    Object.assign<FastifyRequest, AuthenticatedRequest>(request, { principal });
  } catch (error) {
    return done(error as Error);
  }
  done();
}
