import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NetflowError } from '@signalbox/contracts/netflow';
import {
  NetflowCustomer,
  NetflowDashboard,
  NetflowInvoice,
  NetflowInvoiceDetail,
  NetflowLead,
  NetflowMe,
  NetflowPayment,
  NetflowSession,
  NetflowTicket,
  NetflowTicketDetail,
} from '@signalbox/contracts/office/netflow-answers';
import type { z } from 'zod';
import { checkLedger } from '../../src/storage/office/check-ledger.js';
import { insertCustomers } from '../../src/storage/office/customer.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { type Account, TestApp } from '../app.js';
import type { Answer, Client } from '../client.js';
import { expectShape } from '../old-client.js';

/** The requests of the documents. */
const CUSTOMER = {
  name: 'John Doe',
  email: 'john@example.com',
  phone: '+254712345678',
  address: '123 Main St',
  city: 'Nairobi',
  country: 'Kenya',
  account_type: 'retail',
  status: 'active',
};
const invoiceOf = (customer_id: number) => ({
  customer_id,
  amount: 5000.0,
  tax: 500.0,
  total: 5500.0,
  status: 'unpaid',
  due_date: '2044-02-15',
});
const TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

let app: TestApp;
let operator: Account;
let viewer: Account;
let user: Account;

beforeAll(async () => {
  app = await TestApp.start({ TIME_ZONE: 'Africa/Nairobi', SIMULATOR_SIMS: '0' });
  [operator, viewer, user] = [
    await app.account('olga', 'operator'),
    await app.account('vera', 'viewer'),
    await app.account('uma', 'user'),
  ];
});
afterAll(() => app?.stop());

/** What an answer has in its envelope. */
function dataOf<T>(answer: Answer, status: number, schema?: z.ZodType<T>): T {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  const { success, data, ...more } = answer.body as { success: boolean; data: T };
  expect({ success, more }).toEqual({ success: true, more: {} });
  if (schema) expectShape(schema, data);
  return data;
}
function errorOf(answer: Answer, status: number): string {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expectShape(NetflowError, answer.body);
  return NetflowError.parse(answer.body).message;
}
const put = (client: Client, path: string, body: object) =>
  client.raw(path, JSON.stringify(body), 'application/json', 'PUT');
const made = async (path: string, body: object) => dataOf<{ id: number }>(await operator.post(path, body), 201).id;
const customer = (fields: object = {}) => made('/api/customers', { ...CUSTOMER, ...fields });
const invoice = async (customer_id: number, fields: object = {}) =>
  made('/api/invoices', { ...invoiceOf(customer_id), ...fields });
const confirm = (id: number, body?: object) => app.admin.post(`/api/v1/payments/${id}/confirm`, body);
const balance = async (id: number) => dataOf(await viewer.get(`/api/customers/${id}`), 200, NetflowCustomer).balance;

describe('auth', () => {
  const JOHN = { username: 'john_doe', email: 'user@example.com', password: 'password123', full_name: 'John Doe' };
  const SHOWN = { username: 'john_doe', email: 'user@example.com', full_name: 'John Doe', role: 'user' };

  it('registers, signs in and shows who one is, as documented', async () => {
    const session = dataOf(await app.anonymous.post('/api/auth/register', JOHN), 201, NetflowSession);
    expect(session).toMatchObject({ token: expect.stringMatching(/^ey/), user: SHOWN });
    const { email, password } = JOHN;
    const again = dataOf(await app.anonymous.post('/api/auth/login', { email, password }), 201, NetflowSession);
    expect(again.user).toEqual(session.user);
    const john = app.anonymous.with({ authorization: `Bearer ${again.token}` });
    expect(dataOf(await john.get('/api/auth/me'), 200, NetflowMe)).toEqual({ ...session.user, status: 'active' });
    expect(errorOf(await john.get('/api/customers'), 403)).toContain('user');
    const byName = { identifier: 'john_doe', password };
    expect(dataOf(await app.anonymous.post('/api/auth/login', byName), 201, NetflowSession).user).toEqual(session.user);
    expect(errorOf(await app.anonymous.post('/api/auth/register', JOHN), 409)).toContain('username');
    // A name that is not given is the username.
    expect(dataOf(await viewer.get('/api/auth/me'), 200, NetflowMe)).toMatchObject({
      full_name: 'vera',
      role: 'viewer',
    });
  });

  it.each([
    ['login', { password: 'x' }, 400, 'Email is required'],
    ['login', {}, 400, 'Email is required'],
    ['login', { email: ' ', password: 'x' }, 400, 'Email is required'],
    ['login', { email: 'user@example.com' }, 400, 'Password is required'],
    ['login', { email: 'user@example.com', password: 'wrong' }, 401, 'Invalid email or password'],
    ['login', { email: 'nobody@example.com', password: 'wrong' }, 401, 'Invalid email or password'],
    ['register', { ...JOHN, username: undefined }, 400, 'Username is required'],
    ['register', { ...JOHN, email: 'nothing' }, 400, 'Email: expected an email address'],
    ['register', { ...JOHN, password: 'short' }, 400, 'Password: expected at least 8 characters'],
  ])('answers %s with %j by %d, %s', async (door, body, status, sentence) => {
    expect(errorOf(await app.anonymous.post(`/api/auth/${door}`, body), status)).toBe(sentence);
  });

  it('leaves /api/auth itself to the gateway API', async () => {
    const answer = await app.anonymous.post('/api/auth', { username: 'olga', password: 'a password for tests' });
    expect(answer).toMatchObject({ status: 200, body: { username: 'olga', role: 'operator' } });
    expect((await app.anonymous.post('/api/auth', {})).body).not.toHaveProperty('success');
    expect(errorOf(await app.anonymous.get('/api/auth/nowhere'), 404)).toContain('/api/auth/nowhere');
  });

  it.each(['/api/customers', '/api/invoices', '/api/payments', '/api/tickets', '/api/leads', '/api/stats/dashboard'])(
    'lets nobody read %s without a token of staff',
    async (path) => {
      const sentence = 'Unauthorized - Invalid or expired token';
      expect(errorOf(await app.anonymous.get(path), 401)).toBe(sentence);
      expect(errorOf(await app.anonymous.with({ authorization: 'Bearer nonsense' }).get(path), 401)).toBe(sentence);
      errorOf(await user.get(path), 403);
      expect((await viewer.get(path)).status).toBe(200);
      if (!path.includes('stats')) errorOf(await viewer.post(path, {}), 403);
    },
  );
});

describe('customers', () => {
  it('are made, shown, changed and listed as documented', async () => {
    const one = dataOf(await operator.post('/api/customers', CUSTOMER), 201, NetflowCustomer);
    expect(one).toMatchObject({ ...CUSTOMER, balance: 0, account_number: expect.stringMatching(/^CUST-\d{3}$/) });
    expect(one.created_at).toMatch(TIME);
    // Three hours before UTC all year.
    expect(Date.parse(`${one.created_at.replace(' ', 'T')}+03:00`)).toBeGreaterThan(Date.now() - 60_000);
    expect(dataOf(await viewer.get(`/api/customers/${one.id}`), 200)).toEqual(one);
    const change = { name: 'Jane Doe', email: 'jane@example.com', phone: '+254712345679', status: 'inactive' };
    const changed = dataOf(await put(operator, `/api/customers/${one.id}`, change), 200, NetflowCustomer);
    expect(changed).toEqual({ ...one, ...change, updated_at: expect.stringMatching(TIME) });
    const [first] = dataOf(await viewer.get('/api/customers'), 200, NetflowCustomer.array());
    expect(first).toEqual(changed);
  });

  it('are listed newest first, a hundred at a time unless said, with their number', async () => {
    const { account_type: accountType, status: _, ...rest } = CUSTOMER;
    const many = Array.from({ length: 101 }, (__, nth) => {
      return { ...rest, accountType, status: 'active' as const, name: `Customer ${nth}`, createdAt: Date.now() };
    });
    await app.get(Database).write((tx) => insertCustomers(tx, many));
    const some = await viewer.get('/api/customers');
    const total = Number(some.headers.get('x-total-count'));
    expect(total).toBeGreaterThan(100);
    expect(dataOf(some, 200, NetflowCustomer.array())).toHaveLength(100);
    const names = async (query: string) =>
      dataOf(await viewer.get(`/api/customers?${query}`), 200, NetflowCustomer.array()).map(({ name }) => name);
    expect(await names('limit=2')).toEqual(['Customer 100', 'Customer 99']);
    expect(await names('limit=2&offset=1&unknown=1')).toEqual(['Customer 99', 'Customer 98']);
    expect(await names('limit=&offset=')).toHaveLength(100);
    expect(await names('limit=1000')).toHaveLength(total);
    expect(await names('offset=100')).toHaveLength(total - 100);
    expect(await names(`offset=${total}`)).toEqual([]);
    for (const query of ['limit=0', 'limit=1001', 'limit=many', 'offset=-1']) {
      expect(errorOf(await viewer.get(`/api/customers?${query}`), 400)).toMatch(/^(Limit|Offset): expected/);
    }
  });

  it('take national numbers, blanks for nothing, and what was shown back', async () => {
    const body = { name: '  Only a name ', email: '', phone: '0722000111', city: null };
    const one = dataOf(await operator.post('/api/customers', body), 201, NetflowCustomer);
    expect(one).toMatchObject({ name: 'Only a name', email: null, phone: '+254722000111', status: 'active' });
    expect(dataOf(await put(operator, `/api/customers/${one.id}`, one), 200)).toMatchObject({ phone: one.phone });
    expect(dataOf(await put(operator, `/api/customers/${one.id}`, { phone: '' }), 200)).toMatchObject({ phone: null });
  });

  it.each([
    [{ name: undefined }, 'Name is required'],
    [{ name: 'x'.repeat(121) }, 'Name: expected at most 120 characters'],
    [{ email: 'nothing' }, 'Email: expected an email address'],
    [{ phone: '12' }, 'Phone: expected a phone number'],
    [{ phone: '0712' }, 'Phone: expected a phone number'],
    [{ phone: true }, 'Phone: expected text'],
    [{ status: 'happy' }, 'Status: expected active, inactive, suspended'],
  ])('are refused with %j', async (fields, sentence) => {
    expect(errorOf(await operator.post('/api/customers', { ...CUSTOMER, ...fields }), 400)).toContain(sentence);
  });

  it('are 404 where there is none', async () => {
    expect(errorOf(await viewer.get('/api/customers/999999'), 404)).toBe('There is no customer 999999.');
    errorOf(await put(operator, '/api/customers/999999', { name: 'Nobody' }), 404);
    errorOf(await viewer.get('/api/customers/x'), 400);
  });
});

describe('invoices', () => {
  it('are made, listed and shown as documented', async () => {
    const customerId = await customer();
    const body = await operator.post('/api/invoices', invoiceOf(customerId));
    const one = dataOf<{ id: number; invoice_number: string }>(body, 201);
    expect(one).toEqual({
      id: expect.any(Number),
      invoice_number: expect.stringMatching(/^INV-\d{6}-\d{4}$/),
      customer_id: customerId,
      total: 5500,
      status: 'unpaid',
    });
    const [first] = dataOf(await viewer.get('/api/invoices?limit=1'), 200, NetflowInvoice.array());
    const { total, ...rest } = invoiceOf(customerId);
    const shown = { ...rest, ...one, total, customer_name: 'John Doe', created_at: expect.stringMatching(TIME) };
    expect(first).toEqual(shown);
    const detail = dataOf(await viewer.get(`/api/invoices/${one.id}`), 200, NetflowInvoiceDetail);
    const lines = [{ description: 'Services', quantity: 1, unit_price: 5000, amount: 5000, tax: 500 }];
    expect(detail).toEqual({ ...shown, lines, payments: [] });
    expect(await balance(customerId)).toBe(5500);
  });

  it('may be drafts, without tax, total and day', async () => {
    const customerId = await customer();
    const draft = { customer_id: String(customerId), amount: '99.90', status: 'draft' };
    const answer = dataOf<{ id: number }>(await operator.post('/api/invoices', draft), 201);
    expect(answer).toMatchObject({ invoice_number: null, total: 99.9, status: 'draft' });
    expect(await balance(customerId)).toBe(0);
    expect(dataOf(await viewer.get(`/api/invoices/${answer.id}`), 200, NetflowInvoiceDetail)).toMatchObject({ tax: 0 });
    const issued = await operator.post(`/api/v1/invoices/${answer.id}/issue`);
    expect(issued).toMatchObject({ status: 200, body: { status: 'unpaid', number: expect.stringMatching(/^INV-/) } });
  });

  it.each<[object, string]>([
    [{ amount: -1, total: undefined }, 'Amount: expected an amount that is not negative'],
    [{ amount: 0, tax: 0, total: 0 }, 'Amount: expected an amount above zero'],
    [{ amount: 1e21, total: undefined }, 'Amount: expected at most'],
    [{ amount: 0.001, total: undefined }, 'Amount: expected at most 2 decimals'],
    [{ amount: 'a lot', total: undefined }, 'Amount: expected an amount'],
    [{ amount: undefined }, 'Amount is required'],
    [{ amount: true }, 'Amount: expected an amount'],
    [{ tax: -5 }, 'Tax: expected an amount that is not negative'],
    [{ tax: 5.005 }, 'Tax: expected at most 2 decimals'],
    [{ total: 5499.99 }, 'Total: expected 5500, which is amount and tax'],
    [{ status: 'paid' }, 'Status: expected draft or unpaid'],
    [{ due_date: '2024-02-30' }, 'Due date: expected a day'],
    [{ customer_id: 999_999 }, 'Customer id: expected a customer: there is none 999999'],
    [{ customer_id: undefined }, 'Customer id is required'],
  ])('are refused with %j', async (fields, sentence) => {
    const body = { ...invoiceOf(await customer()), ...fields };
    expect(errorOf(await operator.post('/api/invoices', body), 400)).toContain(sentence);
  });

  it('are made once for an Idempotency-Key', async () => {
    const customerId = await customer();
    const once = operator.with({ 'idempotency-key': `invoice of ${customerId}` });
    const first = await once.post('/api/invoices', invoiceOf(customerId));
    const second = await once.post('/api/invoices', invoiceOf(customerId));
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await balance(customerId)).toBe(5500);
  });
});

describe('payments', () => {
  const paymentOf = (invoice_id: number, customer_id: number, fields: object = {}) => ({
    invoice_id,
    customer_id,
    amount: 5500.0,
    payment_method: 'bank_transfer',
    reference_number: `TRF-${invoice_id}`,
    ...fields,
  });

  it('are pending as documented, and pay when they are confirmed', async () => {
    const customerId = await customer();
    const invoiceId = await invoice(customerId);
    const body = paymentOf(invoiceId, customerId);
    const one = dataOf<{ id: number }>(await operator.post('/api/payments', body), 201);
    expect(one).toEqual({ id: expect.any(Number), status: 'pending' });
    expect(await balance(customerId)).toBe(5500);
    expect(await confirm(one.id)).toMatchObject({ status: 200, body: { status: 'completed', unallocated: 0 } });
    expect(await balance(customerId)).toBe(0);
    const [first] = dataOf(await viewer.get('/api/payments?limit=1'), 200, NetflowPayment.array());
    expect(first).toEqual({ ...body, ...one, status: 'completed', created_at: expect.stringMatching(TIME) });
    const paid = dataOf(await viewer.get(`/api/invoices/${invoiceId}`), 200, NetflowInvoiceDetail);
    expect(paid).toMatchObject({ status: 'paid', payments: [first] });
    expect((await confirm(one.id)).status).toBe(409);
    expect((await operator.post(`/api/v1/payments/${one.id}/confirm`)).status).toBe(403);
  });

  it('are refused for what is paid, void, waited for, somebody else’s, or the same reference', async () => {
    const [customerId, otherId] = [await customer(), await customer({ name: 'Other' })];
    const invoiceId = await invoice(customerId);
    const pay = (fields: object = {}) => operator.post('/api/payments', paymentOf(invoiceId, customerId, fields));
    expect(errorOf(await pay({ customer_id: otherId }), 400)).toBe('Invoice id: expected an invoice of this customer');
    const { id } = dataOf<{ id: number }>(await pay(), 201);
    expect(errorOf(await pay({ reference_number: 'again' }), 409)).toContain('wait to be confirmed');
    await confirm(id);
    expect(errorOf(await pay({ reference_number: 'again' }), 409)).toContain('is paid already');
    const same = { invoice_id: undefined, reference_number: `trf-${invoiceId}` };
    expect(errorOf(await pay(same), 409)).toBe('Another payment has this reference.');
    const voided = await invoice(customerId);
    const done = await app.admin.post(`/api/v1/invoices/${voided}/void`, { reason: 'a mistake' });
    expect(done).toMatchObject({ status: 200, body: { status: 'void' } });
    expect(errorOf(await pay({ invoice_id: voided, reference_number: 'v' }), 409)).toContain('is void');
    expect(dataOf(await viewer.get(`/api/invoices/${voided}`), 200)).toMatchObject({ status: 'void' });
    expect(await balance(customerId)).toBe(0);
  });

  it.each<[object, string]>([
    [{ amount: -5500 }, 'Amount: expected an amount that is not negative'],
    [{ amount: 0 }, 'Amount: expected an amount above zero'],
    [{ amount: 10_000_000_000.01 }, 'Amount: expected at most'],
    [{ amount: 10.005 }, 'Amount: expected at most 2 decimals'],
    [{ amount: '5,500' }, 'Amount: expected an amount'],
    [{ amount: null }, 'Amount is required'],
    [{ payment_method: undefined }, 'Payment method is required'],
    [{ payment_method: 'gold' }, 'Payment method: expected bank_transfer, cash, cheque, mpesa, card, other'],
    [{ customer_id: undefined, invoice_id: undefined }, 'Customer id is required'],
    [{ customer_id: 999_999, invoice_id: undefined }, 'Customer id: expected a customer'],
    [{ invoice_id: 999_999 }, 'Invoice id: expected an invoice'],
    [{ reference_number: 'x'.repeat(65) }, 'Reference number: expected at most 64 characters'],
  ])('are refused with %j', async (fields, sentence) => {
    const customerId = await customer();
    const body = { ...paymentOf(await invoice(customerId), customerId), ...fields };
    expect(errorOf(await operator.post('/api/payments', body), 400)).toContain(sentence);
  });

  it('by M-Pesa wait for their receipt, and what is too much is credit', async () => {
    const customerId = await customer();
    await invoice(customerId, { amount: 100, tax: 0, total: 100 });
    const body = { customer_id: customerId, amount: '150.50', payment_method: 'MPESA' };
    const id = await made('/api/payments', body);
    expect((await confirm(id)).status).toBe(400);
    expect(await confirm(id, { reference: `R${id}` })).toMatchObject({ status: 200, body: { unallocated: 50.5 } });
    expect(await balance(customerId)).toBe(-50.5);
  });
});

describe('tickets', () => {
  it('are made, answered and shown as documented', async () => {
    const body = {
      customer_id: await customer(),
      subject: 'Connection issue',
      description: 'Internet keeps disconnecting',
      priority: 'high',
      category: 'technical',
    };
    const one = dataOf<{ id: number; ticket_number: string }>(await operator.post('/api/tickets', body), 201);
    const number = expect.stringMatching(/^TKT-\d{6}-\d{4}$/);
    expect(one).toEqual({ id: expect.any(Number), ticket_number: number, status: 'open' });
    const [first] = dataOf(await viewer.get('/api/tickets?limit=1'), 200, NetflowTicket.array());
    expect(first).toEqual({ ...body, ...one, created_at: expect.stringMatching(TIME) });
    const message = 'We found the issue. Please restart your modem.';
    const path = `/api/tickets/${one.id}`;
    const reply = dataOf<{ id: number }>(await operator.post(`${path}/replies`, { message, is_internal: false }), 201);
    expect(reply).toEqual({ id: expect.any(Number), ticket_id: one.id, message, is_internal: false });
    await operator.post(`${path}/replies`, { message: 'He is a friend', is_internal: 'true' });
    const ticket = dataOf(await viewer.get(path), 200, NetflowTicketDetail);
    expect(ticket).toMatchObject({ ...one, status: 'in_progress', subject: 'Connection issue' });
    const { id, is_internal } = { id: reply.id, is_internal: false };
    const said = { id, user_id: operator.user.id, message, is_internal, created_at: expect.stringMatching(TIME) };
    expect(ticket.replies).toEqual([said, expect.objectContaining({ is_internal: true })]);
  });

  it('are refused without what they need', async () => {
    const body = { subject: 's', description: 'd' };
    const error = async (fields: object) => errorOf(await operator.post('/api/tickets', { ...body, ...fields }), 400);
    expect(await error({ subject: undefined })).toBe('Subject is required');
    expect(await error({ description: '' })).toBe('Description is required');
    expect(await error({ priority: 'now' })).toBe('Priority: expected low, medium, high, urgent');
    expect(await error({ customer_id: 999_999 })).toContain('Customer id: expected a customer');
    const id = await made('/api/tickets', body);
    expect(errorOf(await operator.post(`/api/tickets/${id}/replies`, {}), 400)).toBe('Message is required');
    errorOf(await operator.post('/api/tickets/999999/replies', { message: 'hello' }), 404);
    errorOf(await viewer.get('/api/tickets/999999'), 404);
  });
});

describe('leads', () => {
  it('are made, listed and shown', async () => {
    const body = { name: 'Jane Roe', phone: '0722345678', company: 'Roe & Sons', source: 'walk-in', notes: '20 Mbit' };
    const lead = dataOf(await operator.post('/api/leads', body), 201, NetflowLead);
    expect(lead).toMatchObject({ ...body, phone: '+254722345678', email: null, status: 'new' });
    expect(dataOf(await viewer.get(`/api/leads/${lead.id}`), 200)).toEqual(lead);
    expect(dataOf(await viewer.get('/api/leads?limit=1'), 200, NetflowLead.array())).toEqual([lead]);
  });

  it('need a name, and a way to reach them', async () => {
    expect(errorOf(await operator.post('/api/leads', { phone: '0722345678' }), 400)).toBe('Name is required');
    expect(errorOf(await operator.post('/api/leads', { name: 'Jane' }), 400)).toBe('Phone or email is required');
    expect(errorOf(await operator.post('/api/leads', { name: 'J', email: 'j@x.org', status: 'x' }), 400)).toContain(
      'Status: expected new, contacted',
    );
    errorOf(await viewer.get('/api/leads/999999'), 404);
  });
});

describe('figures', () => {
  const dashboard = async () => dataOf(await viewer.get('/api/stats/dashboard'), 200, NetflowDashboard);
  const revenue = (query = '') => viewer.get(`/api/reports/revenue${query}`);

  it('count what there is, and money that came less what was given back', async () => {
    const before = await dashboard();
    const customerId = await customer();
    await invoice(customerId);
    await invoice(customerId, { due_date: '2020-01-01' });
    await invoice(customerId, { status: 'draft' });
    await made('/api/tickets', { subject: 's', description: 'd' });
    for (let nth = 0; nth < 6; nth++) await made('/api/leads', { name: `Lead ${nth}`, email: 'lead@example.com' });
    const paid = await made('/api/payments', { customer_id: customerId, amount: 6000.25, payment_method: 'cash' });
    await made('/api/payments', { customer_id: customerId, amount: 1, payment_method: 'cash' });
    await confirm(paid);
    await app.admin.post(`/api/v1/payments/${paid}/refund`, { amount: 0.25, reason: 'change' });
    const { recent_leads, ...after } = await dashboard();
    expect(after).toEqual({
      total_customers: before.total_customers + 1,
      total_invoices: before.total_invoices + 3,
      unpaid_invoices: before.unpaid_invoices + 1,
      total_payments: before.total_payments + 6000,
      open_tickets: before.open_tickets + 1,
    });
    expect(recent_leads.map(({ name }) => name)).toEqual(['Lead 5', 'Lead 4', 'Lead 3', 'Lead 2', 'Lead 1']);
    const days = dataOf<{ date: string; total: number }[]>(await revenue(), 200);
    expect(days.at(-1)?.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(days.reduce((sum, { total }) => sum + total, 0)).toBe(after.total_payments);
  });

  it('are of the days that were asked for', async () => {
    expect(dataOf(await revenue('?from=2020-01-01&to=2020-12-31'), 200)).toEqual([]);
    expect(errorOf(await revenue('?from=2020-01-01&to=2021-01-01'), 400)).toBe('From: expected at most 366 days');
    expect(errorOf(await revenue('?from=2021-01-01&to=2020-01-01'), 400)).toContain('From: expected a day');
    expect(errorOf(await revenue('?to=soon'), 400)).toContain('To: expected a day');
  });
});

it('takes a token without Bearer, and a JSON content type without a body', async () => {
  const bare = app.anonymous.with({ authorization: viewer.token, 'content-type': 'application/json' });
  expect(dataOf(await bare.get('/api/auth/me'), 200)).toMatchObject({ username: 'vera' });
});

it('answers what it does not have in the same form', async () => {
  expect(errorOf(await operator.delete('/api/customers/1'), 405)).toContain('DELETE');
  expect(errorOf(await operator.raw('/api/customers', '{"name"'), 400)).not.toBe('');
});

it('leaves the books in balance', async () => {
  expect(await checkLedger(app.get(Database))).toMatchObject({ wrong: [] });
});
