import { Component, inject } from '@angular/core';
import { Location } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../../testing/session';
import { pageList } from './page-list';
import { Places } from './places';
import { SessionStore } from './session';

let reads: { limit: number }[] = [];

@Component({ selector: 'sb-some-list', template: '{{ list.rows()?.length }}' })
class SomeList {
  readonly list = pageList<number>({
    name: 'some',
    key: (row) => row,
    read: ({ limit, cursor }) => {
      reads.push({ limit });
      const from = Number(cursor ?? 0);
      const data = Array.from({ length: limit }, (_, index) => from + index);
      return Promise.resolve({ data, next_cursor: String(from + limit) });
    },
  });
}

@Component({ selector: 'sb-elsewhere', template: '' })
class Elsewhere {
  readonly places = inject(Places);
}

describe('a page that one comes back to', () => {
  let harness: RouterTestingHarness;
  let top: number;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    reads = [];
    top = 0;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'list', component: SomeList },
          { path: 'elsewhere', component: Elsewhere },
        ]),
      ],
    });
    TestBed.inject(SessionStore).start(sessionOf('admin'), false);
    TestBed.inject(Places).follow(() => ({
      measureScrollOffset: () => top,
      scrollTo: (options) => (top = options.top),
    }));
    TestBed.inject(Router).setUpLocationChangeListener();
    harness = await RouterTestingHarness.create();
  });

  const back = async () => {
    TestBed.inject(Location).back();
    const router = TestBed.inject(Router);
    // A step back is told by an event of the browser's.
    for (let turns = 0; turns < 50 && router.url !== '/list'; turns++) await new Promise((done) => setTimeout(done));
    await harness.fixture.whenStable();
  };
  const listed = () => harness.routeDebugElement?.componentInstance as SomeList;
  const loadMore = async () => {
    await harness.navigateByUrl('/list');
    await listed().list.readOn();
    await listed().list.readOn();
    expect(listed().list.rows()).toHaveLength(150);
  };

  it('has its rows and its place again, and reads the same rows anew', async () => {
    await loadMore();
    top = 1234;
    await harness.navigateByUrl('/elsewhere');
    expect(top).toBe(0);
    reads = [];
    await back();
    expect(listed().list.rows()).toHaveLength(150);
    expect(reads).toEqual([{ limit: 150 }]);
    expect(top).toBe(1234);
  });

  it('begins anew by a link', async () => {
    await loadMore();
    await harness.navigateByUrl('/elsewhere');
    reads = [];
    await harness.navigateByUrl('/list');
    expect(reads).toEqual([{ limit: 50 }]);
  });

  it('shows nothing of the account before', async () => {
    await loadMore();
    await harness.navigateByUrl('/elsewhere');
    TestBed.inject(SessionStore).start(sessionOf('user', { user: { ...sessionOf('user').user, id: 2 } }), false);
    TestBed.tick();
    reads = [];
    await back();
    expect(reads).toEqual([{ limit: 50 }]);
  });
});
