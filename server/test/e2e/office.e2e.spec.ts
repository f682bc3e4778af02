import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { Customer } from '@signalbox/contracts/office/customers';
import { InvoiceDetail, type StatementLine } from '@signalbox/contracts/office/invoices';
import { Lead } from '@signalbox/contracts/office/leads';
import { PaymentDetail } from '@signalbox/contracts/office/payments';
import { Ticket, TicketDetail } from '@signalbox/contracts/office/tickets';
import type { z } from 'zod';
import { type Account, TestApp } from '../app.js';
import { type Answer, type Client, expectProblem, expectWrongField } from '../client.js';
import { expectShape } from '../old-client.js';

let app: TestApp;
let operator: Account;
let admin: Client;

beforeAll(async () => {
  app = await TestApp.start({ DEFAULT_COUNTRY: 'UG', TIME_ZONE: 'Africa/Kampala', SIMULATOR_SIMS: '0' });
  admin = app.admin;
  operator = await app.account('olga', 'operator');
});
afterAll(() => app?.stop());

function shown<T>(answer: Answer, status: number, schema: z.ZodType<T>): T {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expectShape(schema, answer.body);
  return schema.parse(answer.body);
}
const customer = async (name = 'John Doe') =>
  shown(await operator.post('/api/v1/customers', { name, phone: '0772123456' }), 201, Customer);
const lines = [{ description: 'Internet, 20 Mbit', quantity: 2, unit_price: 1250, tax_rate: 18 }];
const invoice = async (customer_id: number, fields: object = {}) =>
  shown(await operator.post('/api/v1/invoices', { customer_id, lines, ...fields }), 201, InvoiceDetail);
async function paid(customer_id: number, amount: number) {
  const body = { customer_id, amount, method: 'cash' };
  const { id } = shown(await operator.post('/api/v1/payments', body), 201, PaymentDetail);
  return shown(await admin.post(`/api/v1/payments/${id}/confirm`), 200, PaymentDetail);
}
const balance = async (id: number) => shown(await operator.get(`/api/v1/customers/${id}`), 200, Customer).balance;

describe('customers', () => {
  it('are paged by a cursor, filtered and found', async () => {
    const made = [await customer('Ada'), await customer('Bea'), await customer('Cid')];
    const first = await operator.get<Page<Customer>>('/api/v1/customers?limit=2');
    expect(first.body.data).toEqual([made[2], made[1]]);
    const next = await operator.get<Page<Customer>>(`/api/v1/customers?limit=2&cursor=${first.body.next_cursor}`);
    expect(next.body.data[0]).toEqual(made[0]);
    const found = await operator.get<Page<Customer>>('/api/v1/customers?search=bEA&status=active');
    expect(found.body).toEqual({ data: [made[1]], next_cursor: null });
    expectWrongField(await operator.get('/api/v1/customers?status=gone'), 400, 'status');
  });

  it('are changed, with the fields that are wrong named', async () => {
    const { id } = await customer();
    const changed = await operator.patch(`/api/v1/customers/${id}`, { status: 'suspended', city: 'Gulu', phone: null });
    expect(shown(changed, 200, Customer)).toMatchObject({
      status: 'suspended',
      city: 'Gulu',
      phone: null,
      currency: 'UGX',
    });
    expectWrongField(await operator.patch(`/api/v1/customers/${id}`, { phone: '123' }), 400, 'phone');
    expectWrongField(await operator.patch(`/api/v1/customers/${id}`, { balance: 5 }), 400, 'balance');
    expectProblem(await operator.get('/api/v1/customers/999999'), 404);
  });
});

describe('invoices', () => {
  it('have lines, and no more decimals than the currency', async () => {
    const { id } = await customer();
    const one = await invoice(id);
    expect(one).toMatchObject({ amount: 2500, tax: 450, total: 2950, open: 2950, status: 'unpaid', currency: 'UGX' });
    expect(one.lines).toEqual([{ ...lines[0], amount: 2500, tax: 450 }]);
    const odd = { customer_id: id, lines: [{ description: 'x', unit_price: 0.5 }] };
    expectWrongField(await operator.post('/api/v1/invoices', odd), 400, 'lines.0.unit_price', /whole amount: UGX/);
    const both = { customer_id: id, lines: [{ description: 'x', unit_price: 5, tax: 1, tax_rate: 1 }] };
    expectWrongField(await operator.post('/api/v1/invoices', both), 400, 'lines.0.tax');
    expectWrongField(await operator.post('/api/v1/invoices', { customer_id: 999_999, lines }), 400, 'customer_id');
  });

  it('are issued, voided, credited and written off by those who may', async () => {
    const { id } = await customer();
    const draft = await invoice(id, { draft: true });
    expect(draft).toMatchObject({ number: null, status: 'draft', open: 0 });
    const { version } = draft;
    const anew = {
      customer_id: id,
      due_date: '2031-01-31',
      lines: [{ description: 'Router', unit_price: 900 }],
      version,
    };
    const rewritten = shown(await operator.put(`/api/v1/invoices/${draft.id}`, anew), 200, InvoiceDetail);
    expect(rewritten).toMatchObject({ total: 900, due_date: '2031-01-31', lines: [{ description: 'Router' }] });
    expectProblem(await operator.put(`/api/v1/invoices/${draft.id}`, anew), 409);
    expectWrongField(
      await operator.put(`/api/v1/invoices/${draft.id}`, { ...anew, version: undefined }),
      400,
      'version',
    );
    shown(await operator.post(`/api/v1/invoices/${draft.id}/issue`), 200, InvoiceDetail);
    expectProblem(await operator.post(`/api/v1/invoices/${draft.id}/issue`), 409);
    const reason = { reason: 'it was never delivered' };
    expectProblem(await operator.post(`/api/v1/invoices/${draft.id}/void`, reason), 403);
    expectWrongField(await admin.post(`/api/v1/invoices/${draft.id}/void`, {}), 400, 'reason');
    expect(shown(await admin.post(`/api/v1/invoices/${draft.id}/void`, reason), 200, InvoiceDetail).status).toBe(
      'void',
    );
    const second = await invoice(id);
    const note = { amount: 1000, ...reason };
    const credited = shown(await admin.post(`/api/v1/invoices/${second.id}/credit-notes`, note), 201, InvoiceDetail);
    expect(credited).toMatchObject({ credited: 1000, open: 1950, credit_notes: [{ total: 1000, ...reason }] });
    const more = { ...note, amount: 1951 };
    expectWrongField(await admin.post(`/api/v1/invoices/${second.id}/credit-notes`, more), 400, 'amount', /at most/);
    const off = shown(await admin.post(`/api/v1/invoices/${second.id}/write-off`, reason), 200, InvoiceDetail);
    expect(off).toMatchObject({ written_off: 1950, open: 0, status: 'paid' });
    expect(await balance(id)).toBe(0);
    const statement = await operator.get<Page<StatementLine>>(`/api/v1/customers/${id}/statement`);
    expect(statement.body.data.map(({ what, amount }) => [what, amount])).toEqual([
      ['written_off', -1950],
      ['credited', -1000],
      ['issued', 2950],
      ['voided', -900],
      ['issued', 900],
    ]);
    expect(statement.body.data[0]).toMatchObject(reason);
  });

  it('are listed by customer and by where they stand', async () => {
    const { id } = await customer();
    const [old, open] = [await invoice(id, { due_date: '2020-01-01' }), await invoice(id)];
    const ids = async (query: string) => {
      const { body } = await operator.get<Page<{ id: number }>>(`/api/v1/invoices?customer_id=${id}&${query}`);
      return body.data.map((each) => each.id);
    };
    expect(await ids('limit=9')).toEqual([open.id, old.id]);
    expect(await ids('status=overdue')).toEqual([old.id]);
    expect(await ids('status=unpaid')).toEqual([open.id]);
    await paid(id, 3000);
    expect(await ids('status=paid')).toEqual([old.id]);
    expect(await ids('status=part_paid')).toEqual([open.id]);
  });
});

describe('payments', () => {
  it('are put to the oldest, given back and cancelled', async () => {
    const { id } = await customer();
    const one = await invoice(id);
    const payment = await paid(id, 3000);
    expect(payment).toMatchObject({ unallocated: 50, allocations: [{ invoice_id: one.id, amount: 2950 }] });
    expect(await balance(id)).toBe(-50);
    const path = `/api/v1/payments/${payment.id}`;
    expectProblem(await operator.post(`${path}/refund`, { reason: 'asked for it' }), 403);
    const part = { amount: 100, reason: 'asked for it' };
    expect(shown(await admin.post(`${path}/refund`, part), 200, PaymentDetail)).toMatchObject({
      refunded: 100,
      status: 'completed',
      refunds: [part],
    });
    expect(await balance(id)).toBe(50);
    expectWrongField(await admin.post(`${path}/refund`, { ...part, amount: 2901 }), 400, 'amount');
    const all = shown(await admin.post(`${path}/refund`, { reason: 'all of it' }), 200, PaymentDetail);
    expect(all).toMatchObject({ status: 'refunded', refunded: 3000, allocations: [] });
    const body = { invoice_id: one.id, amount: 5, method: 'cheque', reference: 'C-1' };
    const pending = shown(await operator.post('/api/v1/payments', body), 201, PaymentDetail);
    expect(pending).toMatchObject({ customer_id: id, status: 'pending' });
    expectWrongField(await operator.post('/api/v1/payments', { ...body, reference: 'c-1' }), 409, 'reference', /taken/);
    const cancelled = await operator.post(`/api/v1/payments/${pending.id}/cancel`, { reason: 'it bounced' });
    expect(shown(cancelled, 200, PaymentDetail).status).toBe('cancelled');
    expectProblem(await admin.post(`/api/v1/payments/${pending.id}/confirm`), 409);
    const listed = await operator.get<Page<{ id: number }>>(`/api/v1/payments?customer_id=${id}&status=refunded`);
    expect(listed.body.data.map((each) => each.id)).toEqual([payment.id]);
    expectWrongField(await operator.post('/api/v1/payments', { amount: 5, method: 'cash' }), 400, 'customer_id');
  });
});

describe('tickets and leads', () => {
  it('are assigned, answered and closed', async () => {
    const body = { subject: 'No signal', description: 'Since noon', priority: 'urgent' };
    const ticket = shown(await operator.post('/api/v1/tickets', body), 201, Ticket);
    const path = `/api/v1/tickets/${ticket.id}`;
    const change = { assignee_id: operator.user.id, status: 'waiting' };
    expect(shown(await operator.patch(path, change), 200, TicketDetail)).toMatchObject(change);
    expectWrongField(await operator.patch(path, { assignee_id: 999_999 }), 400, 'assignee_id');
    expect((await operator.post(`${path}/replies`, { message: 'Look', is_internal: true })).status).toBe(201);
    const closed = shown(await operator.patch(path, { status: 'closed' }), 200, TicketDetail);
    expect(closed).toMatchObject({ status: 'closed', replies: [{ message: 'Look', user_id: operator.user.id }] });
    expect(closed.resolved_at).not.toBeNull();
    const listed = await operator.get<Page<Ticket>>(`/api/v1/tickets?assignee_id=${operator.user.id}&status=closed`);
    expect(listed.body.data.map(({ id }) => id)).toEqual([ticket.id]);
  });

  it('become customers, once', async () => {
    const body = { name: 'Jane Roe', email: 'jane@example.com', source: 'web', next_step_on: '2030-01-31' };
    const lead = shown(await operator.post('/api/v1/leads', body), 201, Lead);
    const moved = await operator.patch(`/api/v1/leads/${lead.id}`, { status: 'proposal', owner_id: operator.user.id });
    expect(shown(moved, 200, Lead)).toMatchObject({ ...body, status: 'proposal', owner_id: operator.user.id });
    expectWrongField(await operator.patch(`/api/v1/leads/${lead.id}`, { email: null }), 400, 'phone');
    const won = shown(await operator.post(`/api/v1/leads/${lead.id}/convert`), 200, Lead);
    expect(won.status).toBe('won');
    const made = shown(await operator.get(`/api/v1/customers/${won.customer_id}`), 200, Customer);
    expect(made).toMatchObject({ name: 'Jane Roe', email: 'jane@example.com' });
    expect(shown(await operator.post(`/api/v1/leads/${lead.id}/convert`), 200, Lead)).toEqual(won);
    const listed = await operator.get<Page<Lead>>('/api/v1/leads?status=won');
    expect(listed.body.data).toEqual([won]);
  });
});
