import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company } from '@signalbox/contracts/office/company';
import type { Customer } from '@signalbox/contracts/office/customers';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { LedgerCheck } from '@signalbox/contracts/office/ledger';
import type { PaymentDetail } from '@signalbox/contracts/office/payments';
import { LedgerCheckService } from '../../src/office/checks/ledger-check.service.js';
import { type Account, TestApp } from '../app.js';
import { type Client, expectProblem, expectWrongField } from '../client.js';

let app: TestApp;
let admin: Client;
let operator: Account;
let customer: Customer;

beforeAll(async () => {
  app = await TestApp.start({ COMPANY_NAME: 'Umoja Broadband', SIMULATOR_SIMS: '0' });
  admin = app.admin;
  operator = await app.account('olga', 'operator');
  customer = (await operator.post<Customer>('/api/v1/customers', { name: 'Jane Wanjirũ', phone: '0712345678' })).body;
}, 60_000);
afterAll(() => app?.stop());

const lines = [{ description: 'Internet', unit_price: 2500, tax_rate: 16 }];
const invoice = async (fields: object = {}) =>
  (await operator.post<InvoiceDetail>('/api/v1/invoices', { customer_id: customer.id, lines, ...fields })).body;

async function expectPdf(path: string, name: string): Promise<void> {
  const { status, headers, text } = await operator.get(path);
  expect({ status, type: headers.get('content-type'), start: text.slice(0, 5) }).toEqual({
    status: 200,
    type: 'application/pdf',
    start: '%PDF-',
  });
  expect(headers.get('content-disposition')).toContain(`inline; filename="${name}.pdf"`);
}

describe('the company', () => {
  it('is what the environment says until an admin says more', async () => {
    const path = '/api/v1/settings/company';
    expect(Company.parse((await operator.get(path)).body)).toMatchObject({ name: 'Umoja Broadband', address: null });
    const change = { name: 'Umoja Ltd', address: 'Kimathi St\nNairobi', tax_id: 'P05', pay_instructions: 'Paybill 1' };
    expectProblem(await operator.put(path, change), 403);
    expectWrongField(await admin.put(path, { ...change, name: '' }), 400, 'name');
    const changed = await admin.put(path, change);
    expect(changed.body).toEqual({ ...change, phone: null, email: null });
    expect((await operator.get(path)).body).toEqual(changed.body);
  });
});

describe('the check of the books', () => {
  it('is shown with what it found, and in the metrics', async () => {
    const path = '/api/v1/ledger/check';
    expect(LedgerCheck.parse((await operator.get(path)).body)).toMatchObject({ checked_at: null, balanced: null });
    const { number } = await invoice();
    expect(number).not.toBeNull();
    await app.get(LedgerCheckService).run(new AbortController().signal);
    const { body } = await operator.get(path);
    expect(LedgerCheck.parse(body)).toMatchObject({ balanced: true, differences: [], entries: expect.any(Number) });
    expect((await operator.get('/metrics')).text).toMatch(/^ledger_differences 0$/m);
  });
});

describe('a file', () => {
  const rowsOf = async (path: string) => {
    const { status, headers, text } = await operator.get(path);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    return text.trimEnd().split('\r\n');
  };

  it('has customers, invoices and payments by the filters of their lists, and no formulas', async () => {
    const evil = { name: '=HYPERLINK("x")', phone: '0712000999', city: 'a, b' };
    const { id } = (await operator.post<Customer>('/api/v1/customers', evil)).body;
    const [header, row] = await rowsOf('/api/v1/customers.csv?search=HYPERLINK');
    expect(header).toMatch(/^name,email,phone,address,city,country,account_type,status,id,/);
    expect(row).toMatch(/^"'=HYPERLINK\(""x""\)",,\+254712000999,,"a, b",,,active,/);
    const { number } = await invoice({ customer_id: id });
    const [, only, ...none] = await rowsOf(`/api/v1/invoices.csv?customer_id=${id}`);
    expect(only).toContain(`,${number},${id},"'=HYPERLINK(""x"")",unpaid,KES,2500,400,2900,0,`);
    expect(none).toEqual([]);
    await operator.post('/api/v1/payments', { customer_id: id, amount: 12.5, method: 'cash' });
    const payments = await rowsOf(`/api/v1/payments.csv?customer_id=${id}&status=pending`);
    expect(payments[1]).toContain(',12.5,KES,cash,,,pending,0,0,');
    expectWrongField(await operator.get('/api/v1/payments.csv?status=gone'), 400, 'status');
  });

  it('is as long as the list, without a row twice', async () => {
    const all = await rowsOf('/api/v1/customers.csv');
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(2);
  });
});

describe('a document', () => {
  it('is there of an invoice, whatever its state, and of its credit note', async () => {
    const draft = await invoice({ draft: true });
    await expectPdf(`/api/v1/invoices/${draft.id}/pdf`, `Invoice draft ${draft.id}`);
    const { id, number } = await invoice();
    await expectPdf(`/api/v1/invoices/${id}/pdf`, `Invoice ${number}`);
    const credited = await admin.post<InvoiceDetail>(`/api/v1/invoices/${id}/credit-notes`, {
      amount: 100,
      reason: 'down',
    });
    const [note] = credited.body.credit_notes;
    await expectPdf(`/api/v1/invoices/${id}/credit-notes/${note?.id}/pdf`, `Credit note ${note?.number}`);
    expectProblem(await operator.get(`/api/v1/invoices/${draft.id}/credit-notes/${note?.id}/pdf`), 404);
    expectProblem(await operator.get('/api/v1/invoices/999999/pdf'), 404);
  });

  it('is there of a payment, and of a customer’s account over some days', async () => {
    const body = { customer_id: customer.id, amount: 1000, method: 'cash' };
    const { id } = (await operator.post<PaymentDetail>('/api/v1/payments', body)).body;
    await expectPdf(`/api/v1/payments/${id}/receipt`, `Receipt payment ${id}`);
    const path = `/api/v1/customers/${customer.id}/statement.pdf`;
    await expectPdf(`${path}?from=2024-01-01&to=2024-12-31`, 'Statement 2024-01-01 to 2024-12-31');
    expectWrongField(await operator.get(`${path}?from=2024-02-01&to=2024-01-31`), 400, 'from');
    expectWrongField(await operator.get(`${path}?to=2024-02-30`), 400, 'to');
  });

  it('is for staff only', async () => {
    const { id } = await invoice();
    const user = await app.account('uma', 'user');
    expectProblem(await user.get(`/api/v1/invoices/${id}/pdf`), 403);
  });
});
