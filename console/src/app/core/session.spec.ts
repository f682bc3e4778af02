import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../../testing/session';
import { SessionStore, readSession } from './session';

describe('the session', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  const store = () => TestBed.inject(SessionStore);

  it('is empty when nobody signed in', () => {
    expect(store().signedIn()).toBe(false);
    expect(store().token()).toBeNull();
    expect(store().can('messages.send')).toBe(false);
  });

  it('survives a restart of the browser when it is remembered', () => {
    store().start(sessionOf('operator'), true);
    TestBed.resetTestingModule();
    sessionStorage.clear();
    expect(store().user()?.username).toBe('operator');
  });

  it('ends with the tab when it is not remembered', () => {
    store().start(sessionOf('operator'), false);
    expect(localStorage.length).toBe(0);
    TestBed.resetTestingModule();
    sessionStorage.clear();
    expect(store().signedIn()).toBe(false);
  });

  it('leaves nothing behind when it ends', () => {
    store().start(sessionOf('admin'), true);
    store().end();
    expect(store().signedIn()).toBe(false);
    expect(localStorage.length + sessionStorage.length).toBe(0);
  });

  it('is over in every tab once one signs out', () => {
    store().start(sessionOf('admin'), true);
    localStorage.clear();
    dispatchEvent(new StorageEvent('storage', { key: 'signalbox.session', newValue: null }));
    expect(store().signedIn()).toBe(false);
  });

  it('goes on in every tab with the token that one got anew', () => {
    store().start(sessionOf('admin'), true);
    const next = sessionOf('admin', { token: 'next' });
    store().renew(next);
    expect([store().token(), localStorage.length, sessionStorage.length]).toEqual(['next', 1, 0]);
    const later = JSON.stringify(sessionOf('admin', { token: 'later' }));
    dispatchEvent(new StorageEvent('storage', { key: 'signalbox.session', newValue: later }));
    expect(store().token()).toBe('later');
  });

  it('takes over a role that changed on the server, where it was kept before', () => {
    store().start(sessionOf('admin'), true);
    store().refresh({ ...sessionOf('admin').user, role: 'viewer' });
    expect(store().can('messages.send')).toBe(false);
    expect(localStorage.length).toBe(1);
    expect(sessionStorage.length).toBe(0);
  });
});

describe('a stored session', () => {
  const now = Date.now();
  it.each([
    ['nothing', null],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['another shape', '{"token":1}'],
    ['one without a role', '{"token":"x","user":{}}'],
    ['one that has ended', JSON.stringify(sessionOf('admin', { expires_at: new Date(now - 1).toISOString() }))],
    ['one without an end', JSON.stringify({ ...sessionOf('admin'), expires_at: undefined })],
  ])('is refused when it is %s', (_, stored) => {
    expect(readSession(stored, now)).toBeNull();
  });
});
