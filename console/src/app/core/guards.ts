import { inject } from '@angular/core';
import { Router, type CanActivateFn, type Route } from '@angular/router';
import type { Permission } from '@signalbox/contracts/permissions';
import { ownPath } from './own-path';
import { roomOf, roomsFor, type RoomPath } from './rooms';
import { SessionStore } from './session';

/** The page a role starts on: the first room that is open to it. */
export const homeOf = (session: SessionStore): string =>
  `/${roomsFor((permission) => session.can(permission))[0]?.path ?? 'sign-in'}`;

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

/** The route of a room: its address, its title and its guard are what the navigation says. */
export const room = (path: RoomPath, page: Pick<Route, 'loadComponent' | 'loadChildren'>): Route => {
  const { label, needs } = roomOf(path);
  return {
    path,
    ...(page.loadChildren === undefined && { title: label }),
    ...(needs !== undefined && { canActivate: [requires(needs)] }),
    ...page,
  };
};
