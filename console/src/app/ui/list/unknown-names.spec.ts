import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { provideIcons } from '../../core/icons';
import { PagedList } from '../../core/paged-list';
import { UrlFilters } from '../../core/url-filters';
import { tabOf } from '../page-tabs';
import { ListFilters, fitting, type Filter } from './filters';
import { List } from './list';

const noRows = () =>
  new PagedList<number>({ read: () => Promise.resolve({ data: [], next_cursor: null }), key: (row) => row });

@Component({
  selector: 'sb-bare-page',
  imports: [List],
  template: '<sb-list name="bare" label="Bare" [source]="list" [columns]="[]" [nameOf]="nameOf" />',
})
class BarePage {
  protected readonly tab = tabOf([{ id: 'first', label: 'First' }]);
  protected readonly days = new UrlFilters(['day'], [], (_, day) => day === 'today');
  protected readonly list = noRows();
  protected readonly nameOf = String;
}

@Component({
  selector: 'sb-bar-page',
  imports: [List, ListFilters],
  template: `
    @if (shown()) {
      <sb-list name="bar" label="Bar" [source]="list" [columns]="[]" [nameOf]="nameOf">
        <sb-list-filters sbFilters [url]="url" [filters]="filters" />
      </sb-list>
    }
  `,
})
class BarPage {
  readonly shown = signal(true);
  readonly filters: readonly Filter[] = [
    { name: 'status', label: 'Status', groups: [{ label: '', choices: [{ value: 'open', label: 'Open' }] }] },
    { name: 'whose', label: 'Owner', groups: [], open: (value) => (/^\d+$/.test(value) ? `Account ${value}` : null) },
    { name: 'from', label: 'First day', fits: (value) => value.startsWith('2026') },
  ];
  readonly url = new UrlFilters(
    ['status', 'whose', 'from', 'hidden'],
    ['tab'],
    fitting(() => this.filters),
  );
  protected readonly list = noRows();
  protected readonly nameOf = String;
}

describe('what a list does not understand of an address', () => {
  let harness: RouterTestingHarness;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideIcons(),
        provideRouter([
          { path: 'bare', component: BarePage },
          { path: 'bar', component: BarPage },
        ]),
      ],
    });
    harness = await RouterTestingHarness.create();
  });

  const element = () => harness.routeNativeElement as HTMLElement;
  const said = () =>
    [...element().querySelectorAll('p[role=status]')].map((line) => line.firstChild?.nextSibling?.textContent?.trim());
  const open = async (url: string) => {
    await harness.navigateByUrl(url);
    await harness.fixture.whenStable();
  };
  const clear = async () => {
    element().querySelector<HTMLButtonElement>('p[role=status] button')?.click();
    await harness.fixture.whenStable();
    return TestBed.inject(Router).url;
  };

  it('is said by one without filters, and what its page reads itself is not', async () => {
    await open('/bare?tab=first&day=today&colour=red');
    expect(said()).toEqual(['This list has no filter “colour”: it is left out.']);
    expect(await clear()).toBe('/bare?tab=first&day=today');
    expect(said()).toEqual([]);
  });

  it('is said of a value, too', async () => {
    await open('/bare?tab=first&day=31');
    expect(said()).toEqual(['The filter “day” cannot be “31”: it is left out.']);
    expect(await clear()).toBe('/bare?tab=first');
  });

  it('is said once where there is a bar of filters, with its words', async () => {
    await open('/bar?tab=x&status=lost&whose=xyz&from=1999&hidden=1&colour=red');
    expect(said()).toEqual([
      'There is no status “lost”: it is left out.',
      'There is no owner “xyz”: it is left out.',
      'There is no first day “1999”: it is left out.',
      'This list has no filter “hidden”: it is left out.',
      'This list has no filter “colour”: it is left out.',
    ]);
    expect(await clear()).toBe('/bar?tab=x');
  });

  it('is not asked for; what makes sense is, also where its name is not known', async () => {
    const valuesOf = async (url: string) => {
      await open(url);
      return (harness.routeDebugElement?.componentInstance as BarPage).url.values();
    };
    expect(await valuesOf('/bar?status=lost&whose=xyz&from=1999')).toMatchObject({ status: '', whose: '', from: '' });
    expect(await valuesOf('/bar?status=open&whose=7&from=2026')).toMatchObject({
      status: 'open',
      whose: '7',
      from: '2026',
    });
    expect(said()).toEqual([]);
    expect(element().querySelector('mat-select[aria-label=Owner]')?.textContent).toContain('Account 7');
  });

  it('is said anew by the list of the next page', async () => {
    await open('/bar?colour=red');
    await open('/bare?colour=red&status=open');
    expect(said()).toEqual([
      'This list has no filter “colour”: it is left out.',
      'This list has no filter “status”: it is left out.',
    ]);
  });
});
