import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { Role } from '@signalbox/contracts/auth';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../testing/session';
import { routes } from './app.routes';
import { SessionStore } from './core/session';

describe('an address', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({ providers: [provideRouter(routes)] });
  });

  const goTo = async (url: string, role?: Role) => {
    if (role !== undefined) TestBed.inject(SessionStore).start(sessionOf(role), false);
    const router = TestBed.inject(Router);
    await router.navigateByUrl(url);
    return router.url;
  };

  it.each([
    ['/', '/sign-in'],
    ['/workers', '/sign-in?next=%2Fworkers'],
    ['/outbox?status=failed', '/sign-in?next=%2Foutbox%3Fstatus%3Dfailed'],
  ])('%s leads to %s when nobody is signed in', async (url, end) => {
    expect(await goTo(url)).toBe(end);
  });

  it.each([
    ['/', 'admin', '/dashboard'],
    ['/', 'viewer', '/dashboard'],
    ['/', 'user', '/outbox'],
    ['/sign-in', 'operator', '/dashboard'],
    ['/sign-in?next=%2Fworkers', 'operator', '/workers'],
    ['/sign-in?next=https:%2F%2Felsewhere.example', 'operator', '/dashboard'],
    ['/sim-cards', 'user', '/outbox'],
    ['/providers', 'user', '/outbox'],
    ['/providers', 'viewer', '/providers'],
    ['/workers', 'user', '/outbox'],
    ['/workers', 'viewer', '/workers'],
    ['/compose', 'viewer', '/dashboard'],
    ['/compose', 'user', '/compose'],
    ['/messages/17', 'user', '/messages/17'],
    ['/pairs', 'user', '/outbox'],
    ['/programs/new', 'user', '/outbox'],
    ['/number-lists', 'user', '/outbox'],
    ['/suppressions', 'user', '/outbox'],
    ['/suppressions', 'viewer', '/suppressions'],
    ['/programs', 'viewer', '/programs'],
    ['/programs/new', 'viewer', '/dashboard'],
    ['/programs/new', 'operator', '/programs/new'],
  ] as const)('%s as "%s" leads to %s', async (url, role, end) => {
    expect(await goTo(url, role)).toBe(end);
  });
});
