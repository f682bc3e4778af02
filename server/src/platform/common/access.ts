import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import { type Permission, type Role, rolesWith } from '@signalbox/contracts/permissions';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

/**
 * Whom a route lets in: everybody, or callers whose roles have its permission. They show a token or a key; or a token, and
 * are told so when it is a key; or a token, whatever key is shown beside it.
 */
export type Access =
  'everybody' | { readonly roles: readonly Role[]; readonly by: 'token or key' | 'no key' | 'token' };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent on a route that names nobody, and on those that are none of the API's. */
    access?: Access;
  }
}

/** What a caller must be permitted to. A route with neither this nor `@Public()` is refused to everybody. */
export const Allow = (permission: Permission) => open({ roles: rolesWith(permission), by: 'token or key' });
/**
 * The same, for those who signed in. For what would outlast an API key that leaked: keys, accounts, passwords, and their
 * end.
 */
export const AllowSignedIn = (permission: Permission) => open({ roles: rolesWith(permission), by: 'no key' });
/** The same, by the token of a sign-in; a key that is shown beside it, or instead, counts for nothing. */
export const AllowTokens = (permission: Permission) => open({ roles: rolesWith(permission), by: 'token' });
/** Nobody needs to be signed in. */
export const Public = () => open('everybody');

/** What a route's handler was decorated with; undefined when it names nobody. */
export const accessOf = (handler: object): Access | undefined =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as { access: Access } | undefined)?.access;

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

const define = (access: Access, handler: object): void =>
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { access }, handler);

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
