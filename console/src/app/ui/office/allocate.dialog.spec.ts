import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { expect, it, vi } from 'vitest';
import { InvoicesApi } from '../../core/office/invoices.api';
import { PaymentsApi } from '../../core/office/payments.api';
import { ChoiceField } from '../choice-field';
import { By } from '@angular/platform-browser';
import { AllocateDialog } from './allocate.dialog';

it('offers every open invoice of the customer, also beyond the first page', async () => {
  const invoice = (id: number) => ({ id, number: `INV-${id}`, open: 100, currency: 'KES' });
  const list = vi.fn((_: unknown, { cursor }: { cursor: string | null }) =>
    Promise.resolve(
      cursor === null
        ? { data: [invoice(1), invoice(2)], next_cursor: 'after 2' }
        : { data: [invoice(3)], next_cursor: null },
    ),
  );
  const payment = { id: 5, customer_id: 9, customer_name: 'Amina', unallocated: 70, currency: 'KES' };
  TestBed.configureTestingModule({
    providers: [
      { provide: InvoicesApi, useValue: { list } },
      { provide: PaymentsApi, useValue: {} },
      { provide: MatDialogRef, useValue: {} },
      { provide: MAT_DIALOG_DATA, useValue: payment },
    ],
  });
  const fixture = TestBed.createComponent(AllocateDialog);
  await fixture.whenStable();
  await new Promise((done) => setTimeout(done));
  await fixture.whenStable();
  expect(list).toHaveBeenCalledWith({ customer_id: 9, open: 'true' }, expect.anything());
  const field = fixture.debugElement.query(By.directive(ChoiceField)).componentInstance as ChoiceField;
  expect(field.choices().map(({ value }) => value)).toEqual(['1', '2', '3']);
});
