import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company } from '@signalbox/contracts/office/company';
import { type Customer, CustomerImport } from '@signalbox/contracts/office/customers';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import { TaxReport } from '@signalbox/contracts/office/tax-reports';
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
});
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

  async function upload(content: string | Uint8Array, fileName = 'customers.csv') {
    const form = new FormData();
    form.append('file', new Blob([content]), fileName);
    const headers = { authorization: `Bearer ${operator.token}` };
    const answer = await fetch(`${app.url}/api/v1/customers/import`, { method: 'POST', headers, body: form });
    return { status: answer.status, body: (await answer.json()) as CustomerImport };
  }

  it('brings 20,000 customers, with a line and a reason for each row that is wrong, and each of them once', async () => {
    const rows = Array.from({ length: 20_000 }, (_, nth) =>
      nth % 100 === 7
        ? `;07120${nth}`
        : nth % 100 === 8
          ? `Customer ${nth};12`
          : `"Kund, ${nth}";07${String(10_000_000 + nth)}`,
    );
    const text = ['Kunden Würzburg', 'Name;Mobile', ...rows].join('\r\n');
    const { status, body } = await upload(Buffer.from(text, 'latin1'));
    expect(status).toBe(200);
    expect(CustomerImport.parse(body)).toMatchObject({ status: 'done', rows: 20_000, added: 19_600, rejected: 400 });
    expect(body.errors).toHaveLength(100);
    expect(body.errors[1]).toEqual({ line: 11, reason: expect.stringMatching(/^phone: /) });
    const again = await upload(Buffer.from(text, 'latin1'), 'again.csv');
    expect(again.body).toEqual(body);
    expect((await operator.get(`/api/v1/customers/imports/${body.id}`)).body).toEqual(body);
    const rejects = await rowsOf(`/api/v1/customers/imports/${body.id}/rejects.csv`);
    expect(rejects).toHaveLength(401);
    expect(rejects[2]).toMatch(/^11,"Customer 8, 12",phone: /);
  });

  it('brings back what was exported as known', async () => {
    const { text } = await operator.get('/api/v1/customers.csv?search=HYPERLINK');
    expect((await upload(text)).body).toMatchObject({ status: 'done', rows: 1, added: 0, known: 1, rejected: 0 });
  });

  it('says what is no file of customers', async () => {
    const none = await upload('a,b\r\n1,2\r\n');
    expect(none.body).toMatchObject({ status: 'failed', added: 0, reason: expect.stringContaining('column "name"') });
    expect((await upload(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34]))).body.reason).toMatch(/PDF/);
    expectProblem(await operator.get('/api/v1/customers/imports/999999'), 404);
    const json = await operator.post('/api/v1/customers/import', {});
    expectWrongField(json, 400, 'body');
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

  it('is told to nobody as long as no tax authority is configured', async () => {
    const { id } = await invoice();
    const report = TaxReport.parse((await operator.get(`/api/v1/invoices/${id}/tax-report`)).body);
    const none = { status: 'none', note: null };
    expect(report).toEqual({ configured: false, ...none, void: none, credit_notes: [] });
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
