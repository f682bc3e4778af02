import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { expect, it } from 'vitest';
import { provideIcons } from '../core/icons';
import { ListRows } from './list-rows';

it('the rows of a number list say what went wrong, are read again on demand, and go on', async () => {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), provideIcons()],
  });
  const server = TestBed.inject(HttpTestingController);
  const fixture = TestBed.createComponent(ListRows);
  fixture.componentRef.setInput('list', { id: 'a', columns: ['name'] });
  const element = fixture.nativeElement as HTMLElement;
  await fixture.whenStable();
  const rowOf = (row: number) => ({
    row,
    number: `+2547120${row}`,
    suppressed: row === 1,
    values: { name: `n${row}` },
  });
  const asked = () => server.expectOne(({ url }) => url === '/api/v1/number-lists/a/rows');
  const settle = async () => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  const press = async (words: string) => {
    [...element.querySelectorAll('button')].find((one) => one.textContent?.includes(words))?.click();
    await fixture.whenStable();
  };
  asked().flush(null, { status: 503, statusText: 'Busy' });
  await settle();
  expect(element.querySelector('sb-skeleton')).toBeNull();
  await press('Try again');
  asked().flush({ data: [rowOf(1)], next_cursor: 'after 1' });
  await settle();
  await press('Show more rows');
  const more = asked();
  expect(more.request.params.get('cursor')).toBe('after 1');
  more.flush({ data: [rowOf(2)], next_cursor: null });
  await settle();
  const rows = [...element.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()),
  );
  expect(rows).toEqual([
    ['2', '+25471201 Suppressed', 'n1'],
    ['3', '+25471202', 'n2'],
  ]);
  expect(element.textContent).not.toContain('Show more rows');
});
