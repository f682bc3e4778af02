import { Component, computed, inject, signal } from '@angular/core';
import { Location } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../../testing/session';
import { tabOf } from '../ui/page-tabs';
import { LocalList } from './local-list';
import { pageList } from './page-list';
import type { PagedList } from './paged-list';
import { Places } from './places';
import { SessionStore } from './session';

let reads: { limit: number }[] = [];

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const listOf = (name: string, selection?: () => unknown): PagedList<number> =>
  pageList<number>({
    name,
    key: (row) => row,
    read: ({ limit, cursor }) => {
      reads.push({ limit });
      const from = Number(cursor ?? 0);
      return Promise.resolve({ data: numbers(from, limit), next_cursor: String(from + limit) });
    },
    ...(selection && { selection }),
  });

@Component({ selector: 'sb-some-list', template: '{{ list.rows()?.length }}' })
class SomeList {
  readonly list = listOf('some');
}

/** One list a tab, but for `late`, which is there when something else was read. */
@Component({
  selector: 'sb-tabs-page',
  imports: [SomeList],
  template: `
    @if (tab() === 'first' || read()) {
      <sb-some-list />
    }
  `,
})
class TabsPage {
  readonly tab = tabOf([
    { id: 'first', label: 'First' },
    { id: 'second', label: 'Second' },
    { id: 'late', label: 'Late' },
  ]);
  readonly read = signal(false);
}

/** One list, of which each tab shows a part. */
@Component({ selector: 'sb-parts-page', template: '{{ list.rows()?.length }}' })
class PartsPage {
  private readonly tab = tabOf([
    { id: 'open', label: 'Open' },
    { id: 'over', label: 'Over' },
  ]);
  readonly list = listOf('parts', this.tab);
}

@Component({ selector: 'sb-local-page', template: '{{ list.rows()?.length }}' })
class LocalPage {
  readonly every = signal<readonly number[] | null>(null);
  readonly list = new LocalList<number>({
    name: 'local',
    rows: this.every,
    failure: computed(() => null),
    load: () => Promise.resolve(),
    key: (row) => row,
  });
}

@Component({ selector: 'sb-elsewhere', template: '' })
class Elsewhere {
  readonly places = inject(Places);
}

describe('a page that one comes back to', () => {
  let harness: RouterTestingHarness;
  let top: number;
  /** How far the page can be scrolled. */
  let most: number;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    reads = [];
    top = 0;
    most = Infinity;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'list', component: SomeList },
          { path: 'tabs', component: TabsPage },
          { path: 'parts', component: PartsPage },
          { path: 'local', component: LocalPage },
          { path: 'elsewhere', component: Elsewhere },
        ]),
      ],
    });
    TestBed.inject(SessionStore).start(sessionOf('admin'), false);
    TestBed.inject(Places).follow(() => ({
      measureScrollOffset: () => top,
      scrollTo: (options) => (top = Math.min(most, options.top)),
    }));
    TestBed.inject(Router).setUpLocationChangeListener();
    harness = await RouterTestingHarness.create();
  });

  const back = async (to = '/list') => {
    TestBed.inject(Location).back();
    const router = TestBed.inject(Router);
    // A step back is told by an event of the browser's.
    for (let turns = 0; turns < 50 && router.url !== to; turns++) await new Promise((done) => setTimeout(done));
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

  const some = () =>
    harness.routeDebugElement?.query(({ name }) => name === 'sb-some-list')?.componentInstance as SomeList;
  const page = <T>() => harness.routeDebugElement?.componentInstance as T;

  it('has the rows of a tab again, whose list went with it', async () => {
    await harness.navigateByUrl('/tabs');
    await some().list.readOn();
    top = 900;
    await harness.navigateByUrl('/tabs?tab=second');
    expect([some(), top]).toEqual([undefined, 0]);
    reads = [];
    await back('/tabs');
    expect(some().list.rows()).toHaveLength(100);
    expect([reads, top]).toEqual([[{ limit: 100 }], 900]);
  });

  it('has the rows of a tab again, whose list stayed with another selection', async () => {
    await harness.navigateByUrl('/parts');
    const { list } = page<PartsPage>();
    await list.readOn();
    await harness.navigateByUrl('/parts?tab=over');
    await harness.fixture.whenStable();
    expect(list.rows()).toHaveLength(50);
    reads = [];
    await back('/parts');
    expect(list.rows()).toHaveLength(100);
    expect(reads).toEqual([{ limit: 100 }]);
  });

  it('has its rows after filters were changed in its place', async () => {
    await harness.navigateByUrl('/list');
    await TestBed.inject(Router).navigateByUrl('/list?status=open', { replaceUrl: true });
    await listed().list.readOn();
    await harness.navigateByUrl('/elsewhere');
    await back('/list?status=open');
    expect(listed().list.rows()).toHaveLength(100);
  });

  it('has its place again once the list is there, unless the reader has scrolled', async () => {
    await harness.navigateByUrl('/tabs?tab=late');
    page<TabsPage>().read.set(true);
    await harness.fixture.whenStable();
    for (const scrolled of [0, 5]) {
      top = 900;
      await harness.navigateByUrl('/elsewhere');
      most = 10;
      await back('/tabs?tab=late');
      expect(top).toBe(10);
      top -= scrolled;
      most = 1000;
      page<TabsPage>().read.set(true);
      await harness.fixture.whenStable();
      expect(top).toBe(scrolled === 0 ? 900 : 5);
    }
  });

  it('has as many rows again of those that are all here', async () => {
    await harness.navigateByUrl('/local');
    page<LocalPage>().every.set(numbers(0, 500));
    await page<LocalPage>().list.readOn();
    expect(page<LocalPage>().list.rows()).toHaveLength(200);
    top = 900;
    await harness.navigateByUrl('/elsewhere');
    most = 10;
    await back('/local');
    most = 1000;
    page<LocalPage>().every.set(numbers(0, 500));
    await harness.fixture.whenStable();
    expect(page<LocalPage>().list.rows()).toHaveLength(200);
    expect(top).toBe(900);
  });
});
