import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import type { Permission } from '@signalbox/contracts/permissions';
import { ownPath } from './own-path';
import { SessionStore } from './session';

/** The page a role starts on. */
export const homeOf = (session: SessionStore): string => (session.can('stats.read') ? '/dashboard' : '/outbox');

/** Lets the signed-in through; others sign in first and then come back. */
export const signedIn: CanActivateFn = (_, state) =>
  inject(SessionStore).signedIn() ||
  inject(Router).createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { next: state.url } });

/** Keeps the signed-in away from the sign-in page: where it would lead them, they go at once. */
export const signedOut: CanActivateFn = ({ queryParamMap }) => {
  const session = inject(SessionStore);
  return !session.signedIn() || inject(Router).parseUrl(ownPath(queryParamMap.get('next')) ?? homeOf(session));
};

/** Sends the signed-in to their first page. A guard, not a redirect: a redirect would come before the signing in. */
export const toHome: CanActivateFn = () => inject(Router).parseUrl(homeOf(inject(SessionStore)));

/** Lets a role through that has the permission; others go to their first page. */
export const requires =
  (permission: Permission): CanActivateFn =>
  () => {
    const session = inject(SessionStore);
    return session.can(permission) || inject(Router).parseUrl(homeOf(session));
  };
