import { ErrorHandler } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withNavigationErrorHandler, withRouterConfig } from '@angular/router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onNavigationError, PAGES, Releases, Uncaught, isLostPart } from './releases';

const page = (release: string) => `<html><script src="main-${release}.js" type="module"></script></html>`;
const lost = () => new TypeError('Failed to fetch dynamically imported module: http://localhost/chunk-AAAA.js');

describe('a part of the console that cannot be fetched', () => {
  const read = vi.fn<() => Promise<string>>();
  const load = vi.fn<(url: string) => void>();
  let releases: Releases;

  beforeEach(() => {
    sessionStorage.clear();
    read.mockReset().mockResolvedValue(page('NEWNEWNE'));
    load.mockReset();
    const script = document.createElement('script');
    script.setAttribute('src', 'main-OLDOLDOL.js');
    script.type = 'text/plain';
    document.head.replaceChildren(script);
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [{ path: 'workers', loadComponent: () => Promise.reject(lost()) }],
          withNavigationErrorHandler(onNavigationError),
          withRouterConfig({ resolveNavigationPromiseOnError: true }),
        ),
        { provide: PAGES, useValue: { read, load } },
        { provide: ErrorHandler, useClass: Uncaught },
      ],
    });
    releases = TestBed.inject(Releases);
  });

  const text = () => releases.notice()?.text;

  it('is loaded with the new release where it is a room: said, once, at the address that was wanted', async () => {
    await TestBed.inject(Router).navigateByUrl('/workers?state=offline');
    await vi.waitFor(() => expect(load).toHaveBeenCalledExactlyOnceWith('/workers?state=offline'));
    expect(text()).toContain('A new version is ready');

    await releases.roomIsLost('/workers');
    expect(load).toHaveBeenCalledTimes(1);
    expect(text()).toBe('The page cannot be loaded.');
    releases.notice()?.action?.run();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is loaded anew for each release', async () => {
    await releases.roomIsLost('/workers');
    read.mockResolvedValue(page('NEXTNEXT'));
    await releases.roomIsLost('/workers');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is not loaded by itself when the release is the same', async () => {
    read.mockResolvedValue(page('OLDOLDOL'));
    await releases.roomIsLost('/workers');
    expect(load).not.toHaveBeenCalled();
    expect(text()).toBe('The page cannot be loaded.');
  });

  it('is asked for again by the reader when the server cannot be reached', async () => {
    read.mockRejectedValue(new TypeError('Failed to fetch'));
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    await releases.roomIsLost('/workers');
    expect(text()).toContain('the server cannot be reached');
    releases.notice()?.action?.run();
    expect([navigate.mock.calls, text()]).toEqual([[['/workers']], undefined]);
  });

  it('is said where it is a dialog, and what is on the page stays until the reader reloads', async () => {
    TestBed.inject(ErrorHandler).handleError(lost());
    await vi.waitFor(() => expect(text()).toBe('This cannot be opened: a new version is ready.'));
    expect(load).not.toHaveBeenCalled();
    releases.notice()?.action?.run();
    expect(load).toHaveBeenCalledExactlyOnceWith(document.location.href);
  });

  it.each([
    'error loading dynamically imported module: http://localhost/chunk-AAAA.js',
    'Importing a module script failed.',
    'Failed to fetch dynamically imported module: http://localhost/chunk-AAAA.js',
  ])('is known by %j', (message) => expect(isLostPart(new TypeError(message))).toBe(true));

  it.each([new TypeError('x is undefined'), 'Failed to fetch', null])('is not %s', (error) => {
    expect(isLostPart(error)).toBe(false);
  });
});
