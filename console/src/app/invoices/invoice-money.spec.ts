import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { expect, it } from 'vitest';
import { InvoiceMoney } from './invoice-money';

const paymentOf = (id: number, status: 'pending' | 'completed') => ({
  ...{ id, status, method: 'cash', amount: 100, reference: `R-${id}`, created_at: '2026-11-30T09:00:00.000Z' },
});
const turn = () => new Promise((done) => setTimeout(done));

it('shows all that was paid of an invoice and all that waits, however many pages that are', async () => {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])] });
  const server = TestBed.inject(HttpTestingController);
  const fixture = TestBed.createComponent(InvoiceMoney);
  const allocations = [{ payment_id: 900, amount: 60 }];
  const invoice = { id: 7, currency: 'KES', allocations, credit_notes: [] } as unknown as InvoiceDetail;
  fixture.componentRef.setInput('invoice', invoice);
  fixture.detectChanges();
  const answer = async (from: number, to: number, next_cursor: string | null) => {
    const data = Array.from({ length: to - from + 1 }, (_, index) => paymentOf(from + index, 'pending'));
    const request = server.expectOne(({ url }) => url === '/api/v1/payments');
    request.flush({ data, next_cursor });
    await turn();
    return request.request.params.get('cursor');
  };
  expect(await answer(1, 60, 'after 60')).toBeNull();
  expect(await answer(61, 70, null)).toBe('after 60');
  // What is known from the list is not asked for again.
  server.expectOne('/api/v1/payments/900').flush(paymentOf(900, 'completed'));
  await turn();
  await fixture.whenStable();
  const rows = (fixture.nativeElement as HTMLElement).querySelectorAll('tbody tr');
  expect(rows).toHaveLength(71);
  server.verify();
});
