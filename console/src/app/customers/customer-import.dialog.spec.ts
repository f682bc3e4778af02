import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatDialogRef } from '@angular/material/dialog';
import type { CustomerImport } from '@signalbox/contracts/office/customers';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CustomersApi } from '../core/office/customers.api';
import { provideIcons } from '../core/icons';
import { FileDrop } from '../ui/file-drop';
import { By } from '@angular/platform-browser';
import type { UploadState } from '../core/transfer';
import { CustomerImportDialog } from './customer-import.dialog';

const IMPORTED: CustomerImport = {
  ...{ id: 7, file_name: 'customers.csv', status: 'done', reason: null, rows: 205, added: 3, known: 1, rejected: 201 },
  errors: [{ line: 4, reason: 'phone: expected a phone number' }],
  ...{ created_at: '2026-11-30T09:00:00.000Z', ended_at: '2026-11-30T09:00:01.000Z' },
};

describe('the import of customers', () => {
  let fixture: ComponentFixture<CustomerImportDialog>;
  let upload: Subject<UploadState<CustomerImport>>;
  const close = vi.fn();
  const saveRejects = vi.fn(() => Promise.resolve());
  const sent = vi.fn();

  beforeEach(async () => {
    close.mockClear();
    sent.mockClear();
    upload = new Subject();
    const api = { import: (file: File) => (sent(file.name), upload), saveRejects };
    TestBed.configureTestingModule({
      providers: [
        provideIcons(),
        { provide: MatDialogRef, useValue: { close } },
        { provide: CustomersApi, useValue: api },
      ],
    });
    fixture = TestBed.createComponent(CustomerImportDialog);
    await fixture.whenStable();
  });

  const text = () => (fixture.nativeElement as HTMLElement).textContent?.replace(/\s+/g, ' ') ?? '';
  const buttons = () => [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
  const press = async (name: string) => {
    buttons()
      .find((button) => button.textContent?.trim() === name)
      ?.click();
    await fixture.whenStable();
  };
  const settle = async () => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  const choose = async (content: string) => {
    const drop = fixture.debugElement.query(By.directive(FileDrop)).componentInstance as FileDrop;
    drop.file.emit(new File([content], 'customers.csv'));
    await fixture.whenStable();
  };

  it('tells how far the file is, what came in and why rows did not, and gives those as a file', async () => {
    await choose('name\nAmina\n');
    await press('Import');
    upload.next({ done: false, sent: 0.42 });
    await fixture.whenStable();
    expect(text()).toContain('Uploading… 42 %');
    upload.next({ done: false, sent: 1 });
    await fixture.whenStable();
    expect(text()).toContain('The server takes it in…');
    upload.next({ done: true, answer: IMPORTED });
    upload.complete();
    await settle();
    expect(text()).toContain('3 added');
    expect(text()).toContain('1 were customers already');
    expect(text()).toContain('201 rejected');
    expect(text()).toContain('phone: expected a phone number');
    expect(text()).toContain('and 200 more');
    await press('Rejected rows');
    expect(saveRejects).toHaveBeenCalledWith(IMPORTED);
    await press('Done');
    expect(close).toHaveBeenCalledWith(true);
  });

  it('says what the server says of a file that it could not take to its end', async () => {
    await choose('name\nAmina\n');
    await press('Import');
    upload.next({ done: true, answer: { ...IMPORTED, status: 'failed', reason: 'the file has more rows' } });
    upload.complete();
    await settle();
    expect(text()).toContain('Imported in part');
    expect(text()).toContain('It could not be read to its end: the file has more rows');
  });

  it('stays open with what was refused, so that another file can be chosen', async () => {
    await choose('rubbish');
    await press('Import');
    upload.error(new Error('no'));
    await settle();
    expect(buttons().some((button) => button.textContent?.trim() === 'Import' && !button.disabled)).toBe(true);
    expect((fixture.nativeElement as HTMLElement).querySelector('[role=alert]')).not.toBeNull();
  });

  it('sends no empty file, and breaks off what is under way', async () => {
    await choose('');
    await press('Import');
    expect(sent).not.toHaveBeenCalled();
    await press('Cancel');
    expect(close).toHaveBeenLastCalledWith(false);
    await choose('name\nAmina\n');
    await press('Import');
    expect(upload.observed).toBe(true);
    await press('Cancel');
    expect(upload.observed).toBe(false);
    expect(close).toHaveBeenLastCalledWith(true);
  });
});
