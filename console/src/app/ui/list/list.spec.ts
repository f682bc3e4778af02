import { provideHttpClient } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { expect, it } from 'vitest';
import { provideIcons } from '../../core/icons';
import type { ListSource } from '../../core/paged-list';
import { Cell } from './cell';
import type { Column } from './column';
import { List } from './list';

interface Thing {
  name: string;
}

@Component({
  imports: [Cell, List],
  template: `
    <sb-list name="things" label="Things" [source]="source" [columns]="columns" [nameOf]="nameOf">
      <ng-template sbCell="name" [sbCellOf]="source" let-row
        ><b>{{ row.name }}</b></ng-template
      >
    </sb-list>
  `,
})
class Things {
  protected readonly source: ListSource<Thing> = {
    rows: signal([{ name: 'مطعم' }]),
    failure: signal(null),
    loading: signal(false),
    more: signal(false),
    keyOf: ({ name }) => name,
    refresh: () => Promise.resolve(),
    readOn: () => Promise.resolve(),
    all: () => Promise.resolve({ rows: [], complete: true }),
  };
  protected readonly columns: readonly Column<Thing>[] = [
    { id: 'name', label: 'Name', text: ({ name }) => name, fixed: true },
    { id: 'again', label: 'Again', text: ({ name }) => name },
  ];
  protected readonly nameOf = ({ name }: Thing) => name;
}

it('what people wrote runs in its own direction, also where a page draws the cell', async () => {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideRouter([]), provideIcons()] });
  const fixture = TestBed.createComponent(Things);
  await fixture.whenStable();
  const cells = [...(fixture.nativeElement as HTMLElement).querySelectorAll('tbody td')];
  expect(cells.map((cell) => [cell.textContent.trim(), cell.getAttribute('dir')])).toEqual([
    ['مطعم', 'auto'],
    ['مطعم', 'auto'],
  ]);
});
