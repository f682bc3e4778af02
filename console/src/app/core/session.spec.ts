import { TestBed } from '@angular/core/testing';
import type { Session } from '@signalbox/contracts/auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../../testing/session';
import { SessionStore, readSession } from './session';

const KEY = 'signalbox.session';

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

  /** What the browser tells the other tabs after one wrote. */
  const tellTabs = () => dispatchEvent(new StorageEvent('storage', { key: KEY }));

  it('is over in every tab once one signs out', () => {
    store().start(sessionOf('admin'), true);
    localStorage.clear();
    tellTabs();
    expect([store().signedIn(), store().ending()]).toEqual([false, 'elsewhere']);
  });

  it('begins in every tab that waits at the sign-in page, when it is remembered', () => {
    expect(store().signedIn()).toBe(false);
    localStorage.setItem(KEY, JSON.stringify(sessionOf('operator')));
    tellTabs();
    expect(store().user()?.username).toBe('operator');
  });

  it('goes on in every tab with the token that one got anew', () => {
    store().start(sessionOf('admin'), true);
    const next = sessionOf('admin', { token: 'next' });
    store().renew(next);
    expect([store().token(), localStorage.length, sessionStorage.length]).toEqual(['next', 1, 0]);
    localStorage.setItem(KEY, JSON.stringify(sessionOf('admin', { token: 'later' })));
    tellTabs();
    expect(store().token()).toBe('later');
  });

  it('is at no moment missing from where the other tabs look', () => {
    const removals = vi.spyOn(Storage.prototype, 'removeItem');
    store().start(sessionOf('admin'), true);
    store().renew(sessionOf('admin', { token: 'next' }));
    store().refresh({ ...sessionOf('admin').user, role: 'operator' });
    expect(removals.mock.contexts).not.toContain(localStorage);
    removals.mockRestore();
  });

  it('is not written again when the server says what is known', () => {
    store().start(sessionOf('admin'), true);
    const writes = vi.spyOn(Storage.prototype, 'setItem');
    store().refresh(sessionOf('admin').user);
    expect(writes).not.toHaveBeenCalled();
    writes.mockRestore();
  });

  it('of one tab alone leaves what the browser remembers for the others', () => {
    localStorage.setItem(KEY, JSON.stringify(sessionOf('viewer')));
    sessionStorage.setItem(KEY, JSON.stringify(sessionOf('admin')));
    store().refresh({ ...sessionOf('admin').user, role: 'operator' });
    store().end();
    expect(readSession(localStorage.getItem(KEY), Date.now())?.token).toBe('token-of-viewer');
    expect(sessionStorage.length).toBe(0);
  });

  describe('in copies of a tab', () => {
    let other: BroadcastChannel;
    let heard: unknown[];

    beforeEach(() => {
      other = new BroadcastChannel(KEY);
      heard = [];
      other.onmessage = ({ data }) => heard.push(data);
    });
    afterEach(() => other.close());

    it('is over when one ends it', async () => {
      store().start(sessionOf('admin'), false);
      other.postMessage({ token: 'another' });
      other.postMessage({ token: 'token-of-admin' });
      await vi.waitFor(() => expect([store().signedIn(), store().ending()]).toEqual([false, 'elsewhere']));
      expect(sessionStorage.length).toBe(0);
    });

    it('is over when everything of the account is', async () => {
      store().start(sessionOf('admin', { token: 'one more' }), false);
      other.postMessage({ user: 2 });
      other.postMessage({ user: 1 });
      await vi.waitFor(() => expect(store().signedIn()).toBe(false));
    });

    it('ends with this one', async () => {
      store().start(sessionOf('admin'), false);
      store().endEverywhere(1);
      await vi.waitFor(() => expect(heard).toEqual([{ token: 'token-of-admin' }, { user: 1 }]));
    });
  });

  it('is over when its time is, although nobody asks', () => {
    vi.useFakeTimers();
    try {
      store().start(sessionOf('admin'), true);
      vi.advanceTimersByTime(3_599_000);
      expect(store().signedIn()).toBe(true);
      vi.advanceTimersByTime(2_000);
      expect([store().signedIn(), store().ending(), localStorage.length]).toEqual([false, 'over', 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is over when the computer wakes up too late', () => {
    vi.useFakeTimers();
    try {
      store().start(sessionOf('admin'), true);
      vi.setSystemTime(Date.now() + 7_200_000);
      dispatchEvent(new Event('visibilitychange'));
      expect(store().signedIn()).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('goes on after a refusal when another tab got a new token meanwhile', () => {
    store().start(sessionOf('admin'), true);
    localStorage.setItem(KEY, JSON.stringify(sessionOf('admin', { token: 'next' })));
    store().refused('token-of-admin');
    expect(store().token()).toBe('next');
    store().refused('token-of-admin');
    expect(store().token()).toBe('next');
    store().refused('next');
    expect([store().signedIn(), store().ending()]).toEqual([false, 'over']);
  });

  it('goes on after a refusal while another token is asked for, and ends where there is none', async () => {
    store().start(sessionOf('admin'), false);
    const asked = Promise.withResolvers<Session>();
    const renewed = store().renewBy(asked.promise);
    store().refused('token-of-admin');
    asked.resolve(sessionOf('admin', { token: 'next' }));
    await renewed;
    expect(store().token()).toBe('next');

    const failed = store().renewBy(Promise.reject(new Error('away')));
    store().refused('next');
    expect(store().token()).toBe('next');
    await expect(failed).rejects.toThrow('away');
    expect([store().signedIn(), store().ending()]).toEqual([false, 'over']);
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
