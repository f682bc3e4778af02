import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { Program } from '@signalbox/contracts/programs';
import { NEVER } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIST_ID, PROGRAM_ID, programOf, runOf } from '../../testing/programs';
import { provideIcons } from '../core/icons';
import { Live } from '../core/live';
import { ProgramFormPage } from './program-form.page';

const URL = '/api/v1/programs';
const LIST = { id: LIST_ID, name: 'Customers', status: 'ready', rows: 2, columns: ['name', 'amount'] };
const ROWS = [
  { row: 0, number: '+254712000001', suppressed: false, values: { name: 'Amina', amount: '250' } },
  { row: 1, number: '+254712000002', suppressed: false, values: { name: '', amount: '90' } },
];

describe('the form of a program', () => {
  let fixture: ComponentFixture<ProgramFormPage>;
  let server: HttpTestingController;
  let element: HTMLElement;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    const live = { updates: NEVER, opened: NEVER, workers: NEVER, lists: NEVER, programs: NEVER };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        provideIcons(),
        { provide: Live, useValue: live },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ProgramFormPage);
    element = fixture.nativeElement as HTMLElement;
  });
  afterEach(() => vi.restoreAllMocks());

  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  };
  /** Opens it; of one that is there when `program` says which. */
  const open = async (program?: Program) => {
    if (program !== undefined) fixture.componentRef.setInput('id', program.id);
    await settle();
    if (program !== undefined) server.expectOne(`${URL}/${program.id}`).flush(program);
    server.expectOne((request) => request.url === '/api/v1/number-lists').flush({ data: [LIST], next_cursor: null });
    server.expectOne((request) => request.url === '/api/v1/pairs').flush({ data: [], next_cursor: null });
    await settle();
  };
  const showList = async () => {
    server.expectOne(`/api/v1/number-lists/${LIST_ID}`).flush(LIST);
    await settle();
    server
      .expectOne((request) => request.url === `/api/v1/number-lists/${LIST_ID}/rows`)
      .flush({ data: ROWS, next_cursor: null });
    await settle();
  };
  const type = async (selector: string, value: string) => {
    const control = element.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    if (control === null) throw new Error(`There is no ${selector}`);
    control.value = value;
    control.dispatchEvent(new Event('input'));
    await settle();
  };
  const submit = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const words = (selector: string) =>
    [...element.querySelectorAll(selector)].map((found) => found.textContent.trim().replace(/\s+/g, ' '));

  it('asks for a name and a text, and sends nothing', async () => {
    await open();
    await submit();
    server.expectNone({ method: 'POST', url: URL });
    expect(words('mat-error')).toEqual(['Give it a name', 'Write the text']);
  });

  it('refuses a word that stands for something else in addresses', async () => {
    await open();
    await type('input', 'Restart');
    await submit();
    expect(words('mat-error')[0]).toMatch(/choose another name/);
  });

  it('creates the program, and shows it', async () => {
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    await open();
    await type('input', ' Spring ');
    await type('textarea', 'Hello');
    await submit();
    const post = server.expectOne({ method: 'POST', url: URL });
    expect(post.request.body).toMatchObject({ name: 'Spring', template: 'Hello', number_list_id: null, window: null });
    expect(navigate).not.toHaveBeenCalled();
    post.flush(programOf());
    await settle();
    expect(navigate).toHaveBeenCalledWith(['/programs', PROGRAM_ID]);
  });

  it('fills the first rows of the list in, and says which would fail', async () => {
    await open(programOf({ template: 'Dear {{name}}, {{amount}} KES' }));
    await showList();
    expect(words('sb-template-preview blockquote')).toEqual(['Dear Amina, 250 KES']);
    expect(words('sb-template-preview .problem')).toEqual(['It gets none: its row has no value in the column name']);
  });

  it('offers plain characters where they save a row parts, counts with them, and takes that back', async () => {
    const text = `${'a'.repeat(80)} \u201c{{name|you}}\u201d`;
    await open(programOf({ template: text }));
    await showList();
    const segments = () => words('sb-template-preview .segments');
    const flip = async () => {
      element.querySelector<HTMLButtonElement>('sb-smart-encoding button')?.click();
      await settle();
    };
    expect(words('sb-smart-encoding')[0]).toContain('1 segment in place of 2');
    expect(segments()).toEqual(['2', '2']);
    await flip();
    expect(segments()).toEqual(['1', '1']);
    expect(words('sb-template-preview blockquote')[0]).toContain('"Amina"');
    await submit();
    const patch = server.expectOne({ method: 'PATCH', url: `${URL}/${PROGRAM_ID}` });
    expect(patch.request.body).toEqual({ smart_encoding: true, version: 0 });
    await type('textarea', 'Hello');
    expect(words('sb-smart-encoding')[0]).toContain('Plain characters – where they save segments');
    await flip();
    expect(words('sb-smart-encoding')).toEqual(['']);
  });

  it('puts a column where the text is written, and warns of one that the list does not have', async () => {
    await open(programOf({ template: 'Dear , {{town}}' }));
    await showList();
    expect(words('.caution')[0]).toContain('The list has no column town');
    const area = element.querySelector('textarea');
    area?.setSelectionRange(5, 5);
    element.querySelector<HTMLButtonElement>('.chips button')?.click();
    await settle();
    expect(area?.value).toBe('Dear {{name}}, {{town}}');
    expect(words('sb-template-preview .problem')[0]).toMatch(/column town/);
  });

  it('sends what was changed with the version it was read in, and shows what the server says of it', async () => {
    await open(programOf({ version: 7, run: runOf() }));
    await showList();
    expect(words('.info')[0]).toMatch(/^It runs/);
    await type('textarea', 'Hello');
    await submit();
    const patch = server.expectOne({ method: 'PATCH', url: `${URL}/${PROGRAM_ID}` });
    expect(patch.request.body).toEqual({ template: 'Hello', version: 7 });
    const detail = 'Somebody else changed the program. Read it again.';
    const errors = [{ field: 'version', message: 'expected another' }];
    patch.flush({ title: 'Conflict', status: 409, detail, errors }, { status: 409, statusText: 'Conflict' });
    await settle();
    expect(words('.note')).toEqual([detail]);
  });
});
