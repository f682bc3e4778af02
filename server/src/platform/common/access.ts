import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Permission, type Role, rolesWith } from '@signalbox/contracts/permissions';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';
import { configOf, configure } from './route-config.js';

/**
 * Whom a route lets in: everybody, or callers whose roles have its permission. They show a token or a key; or a token or a
 * key that has the scope `admin` by name; or a token or such a key that nothing limits; or a token, and are told so when it is a
 * key; or a token, whatever key is shown beside it.
 */
export type Access =
  | 'everybody'
  | {
      readonly roles: readonly Role[];
      readonly by: 'token or key' | 'token or admin key' | 'token or unlimited key' | 'no key' | 'token';
      readonly permission: Permission;
    };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent on a route that names nobody, and on those that are none of the API's. */
    access?: Access;
  }
}

/** What a caller must be permitted to. A route with neither this nor `@Public()` is refused to everybody. */
export const Allow = (permission: Permission) => open(to(permission, 'token or key'));
/**
 * The same, and of keys only for those that were given the scope `admin`. For what would outlast an API key that leaked:
 * keys, accounts, workers' passwords, and their end.
 */
export const AllowAdministering = (permission: Permission) => open(to(permission, 'token or admin key'));
/**
 * The same, and of those only for keys that have all scopes, no end and no networks. For accounts that are made or changed: who
 * signs in with one is limited by its role alone, and a key makes nothing that may more than it may itself.
 */
export const AllowUnlimited = (permission: Permission) => open(to(permission, 'token or unlimited key'));
/** The same, for those who signed in: what is a person's own, as a password. */
export const AllowSignedIn = (permission: Permission) => open(to(permission, 'no key'));
/** The same, by the token of a sign-in; a key that is shown beside it, or instead, counts for nothing. */
export const AllowTokens = (permission: Permission) => open(to(permission, 'token'));
/** Nobody needs to be signed in. */
export const Public = () => open('everybody');

/** What a route's handler was decorated with; undefined when it names nobody. */
export const accessOf = (handler: object): Access | undefined => configOf(handler).access;

const to = (permission: Permission, by: Exclude<Access, 'everybody'>['by']): Access => ({
  roles: rolesWith(permission),
  by,
  permission,
});

/** Becomes the configuration of Fastify's route, where it is known before a request's body is read. */
const open =
  (access: Access) =>
  (target: object, _key?: string | symbol, method?: PropertyDescriptor): void => {
    if (method) return define(access, method.value as object);
    // What a class says holds for those of its methods that say nothing; decorators of methods come first.
    const { prototype } = target as { prototype: object };
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function' && value !== target && accessOf(value) === undefined) define(access, value);
    }
  };

const define = (access: Access, handler: object): void => configure(handler, { access });

export interface AuthenticatedRequest {
  principal: Principal;
}

/** The caller, as the door left it on the request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);

/** The address that the request came from, as far as proxies in front are trusted. */
export const From = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().ip,
);
