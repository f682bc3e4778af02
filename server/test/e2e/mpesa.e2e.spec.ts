import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditRow } from '@signalbox/contracts/audit';
import type { Page } from '@signalbox/contracts/common';
import type { Message } from '@signalbox/contracts/messages';
import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import type { Customer } from '@signalbox/contracts/office/customers';
import { MpesaSettings, NetflowPush, Push, UnmatchedPayment } from '@signalbox/contracts/office/mpesa';
import type { PaymentDetail } from '@signalbox/contracts/office/payments';
import type { OutboxRow } from '@signalbox/contracts/outbox';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { ScheduleService } from '../../src/platform/schedule/schedule.service.js';
import { checkLedger } from '../../src/storage/office/check-ledger.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { type Account, TestApp } from '../app.js';
import { expectProblem, expectWrongField } from '../client.js';
import { Daraja, c2bCall } from '../daraja.js';
import { expectShape } from '../old-client.js';
import { until } from '../until.js';

const PUBLIC_URL = 'http://127.0.0.1:9';

let app: TestApp;
let operator: Account;
let viewer: Account;
let daraja: Daraja;
let customer: Customer;
let people = 0;

beforeAll(async () => {
  daraja = await Daraja.start();
  app = await TestApp.start({ TIME_ZONE: 'Africa/Nairobi', SIMULATOR_SIMS: '0', PUBLIC_URL });
  daraja.reach = [PUBLIC_URL, app.url];
  [operator, viewer] = [await app.account('olga', 'operator'), await app.account('vera', 'viewer')];
});
afterAll(async () => {
  await app?.stop();
  await daraja?.stop();
});
beforeEach(async () => {
  daraja.push = 'take';
  customer = await someone();
});

/** Somebody with a phone of their own: nobody is asked twice at a time. */
async function someone(): Promise<Customer> {
  const phone = `+2547121${String(++people).padStart(5, '0')}`;
  const body = { name: `Jane Wanjiku ${people}`, phone };
  return (await operator.post<Customer>('/api/v1/customers', body)).body;
}
const balance = async () => (await operator.get<Customer>(`/api/v1/customers/${customer.id}`)).body.balance;
const invoiced = async (unit_price: number) => {
  const body = { customer_id: customer.id, lines: [{ description: 'Internet', unit_price }] };
  return (await operator.post<InvoiceDetail>('/api/v1/invoices', body)).body;
};
const invoice = async (id: number) => (await operator.get<InvoiceDetail>(`/api/v1/invoices/${id}`)).body;
const payments = async () =>
  (await operator.get<Page<PaymentDetail>>(`/api/v1/payments?customer_id=${customer.id}`)).body.data;
const push = (fields: object = {}) =>
  operator.post<Push>('/api/v1/payments/pushes', { customer_id: customer.id, amount: 100, ...fields });
async function pushed(fields: object = {}): Promise<Push> {
  const answer = await push(fields);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  expectShape(Push, answer.body);
  return answer.body;
}
const reached = (id: number, status: Push['status']) =>
  until(async () => {
    const { body } = await operator.get<Push>(`/api/v1/payments/pushes/${id}`);
    return body.status === status && body;
  });
const unmatched = async (receipt: string) => {
  const rows = (await operator.get<Page<UnmatchedPayment>>('/api/v1/payments/unmatched')).body.data;
  return rows.find((row) => row.receipt === receipt);
};
const ledger = async () => (await checkLedger(app.get(Database))).wrong;
const write = (sql: string, params: (string | number)[]) => app.get(Database).write((tx) => tx.run(sql, params));
/** Has M-Pesa asked about a push, as when its time has come. */
async function asked(id: number): Promise<void> {
  await write('UPDATE mpesa_attempts SET next_query_at = 1 WHERE id = ? AND next_query_at IS NOT NULL', [id]);
  await write("UPDATE jobs SET next_run_at = 1 WHERE name = 'push-sweep'", []);
  const before = daraja.queries;
  await app.get(ScheduleService).settled();
  await until(() => daraja.queries > before);
}

describe('without settings', () => {
  it('a payment cannot be asked for, and what is missing is named', async () => {
    const body = { phone: '+254712345678', amount: 5500, customer_id: customer.id };
    const old = await operator.post('/api/integrations/mpesa/payment', body);
    expect([old.status, old.body]).toEqual([
      400,
      {
        success: false,
        message: 'M-Pesa settings are missing: base_url, shortcode, consumer_key, consumer_secret, passkey',
      },
    ]);
    expectProblem(await push(), 400);
  });

  it('nobody but admins sees or sets them, and secrets are never shown', async () => {
    expectProblem(await operator.get('/api/v1/settings/mpesa'), 403);
    expectProblem(await operator.put('/api/v1/settings/mpesa', {}), 403);
    const wrong = await app.admin.put('/api/v1/settings/mpesa', { ...daraja.settings, consumer_secret: 'wrong' });
    expect(wrong.status).toBe(200);
    const failed = await app.admin.post<{ ok: boolean; detail: string }>('/api/v1/settings/mpesa/test');
    expect(failed.body).toMatchObject({ ok: false, detail: expect.stringContaining('credentials') });
    await app.admin.put('/api/v1/settings/mpesa', daraja.settings);
    const kept = await app.admin.put<MpesaSettings>('/api/v1/settings/mpesa', { consumer_secret: '***' });
    expectShape(MpesaSettings, kept.body);
    expect(kept.body).toMatchObject({ consumer_secret: '***', passkey: '***', missing: [] });
    expect(kept.text).not.toMatch(/very secret|bfb279/);
    expect((await app.admin.post('/api/v1/settings/mpesa/test')).body).toMatchObject({ ok: true });
    const [row] = await app.get(Database).read<{ value: string; sealed: string }>('SELECT * FROM office_settings');
    expect(`${row?.value} ${row?.sealed}`).not.toMatch(/very secret|bfb279/);
    expectWrongField(
      await app.admin.put('/api/v1/settings/mpesa', { base_url: 'http://example.com' }),
      400,
      'base_url',
    );
  });

  it('its addresses are registered once, under a token that stays', async () => {
    const first = await app.admin.post('/api/v1/settings/mpesa/register-c2b');
    expect(first.body).toMatchObject({ ok: true });
    await app.admin.post('/api/v1/settings/mpesa/register-c2b');
    expect(daraja.registered[1]).toEqual(daraja.registered[0]);
    const { ConfirmationURL, ...rest } = daraja.registered[0] ?? {};
    expect(rest).toMatchObject({ ShortCode: '174379', ResponseType: 'Completed' });
    expect(ConfirmationURL).toMatch(/^http:\/\/127\.0\.0\.1:9\/api\/v1\/callbacks\/money\/[\w-]{43}\/confirmation$/);
    expect(ConfirmationURL).not.toMatch(/mpesa|safaricom/i);
  });
});

describe("the earlier system's clients", () => {
  it('ask for a payment as documented', async () => {
    const { id } = await invoiced(5500);
    const body = { phone: customer.phone, amount: 5500, invoice_id: id, customer_id: customer.id };
    const answer = await operator.post<{ success: boolean; data: unknown }>('/api/integrations/mpesa/payment', body);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    expectShape(NetflowPush, answer.body.data);
    expect(answer.body).toEqual({
      success: true,
      data: {
        CheckoutRequestID: daraja.last.checkoutId,
        ResponseCode: '0',
        ResponseDescription: 'Success. Request accepted for processing',
      },
    });
    expect(daraja.last.request).toMatchObject({
      BusinessShortCode: '174379',
      TransactionType: 'CustomerPayBillOnline',
      Amount: '5500',
      PartyA: customer.phone?.replace('+', ''),
      AccountReference: customer.account_number,
      Timestamp: expect.stringMatching(/^\d{14}$/),
    });
    expect(daraja.last.callbackUrl).not.toMatch(/mpesa|safaricom/i);
  });

  it.each([
    [{ amount: 10.5 }, 'Amount: expected whole shillings'],
    [{ amount: 0 }, /^Amount: /],
    [{ amount: 250_001 }, 'Amount: expected 1 to 250000 shillings'],
    [{ phone: '' }, 'Phone is required'],
    [{ phone: '12' }, /^Phone: /],
    [{ customer_id: undefined }, 'Customer id is required'],
  ])('are told what is wrong with %o', async (fields, message) => {
    const body = { phone: customer.phone, amount: 100, customer_id: customer.id, ...fields };
    const answer = await operator.post<{ message: string }>('/api/integrations/mpesa/payment', body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
  });

  it('are told not to repeat what nobody knows of, and cannot', async () => {
    daraja.push = 'hang up';
    const body = { phone: customer.phone, amount: 700, customer_id: customer.id };
    const first = await operator.post<{ message: string }>('/api/integrations/mpesa/payment', body);
    expect([first.status, first.body.message]).toEqual([504, expect.stringContaining('unknown, do not repeat')]);
    const before = daraja.pushed.length;
    daraja.push = 'take';
    expect((await operator.post('/api/integrations/mpesa/payment', body)).status).toBe(409);
    expect(daraja.pushed).toHaveLength(before);
    expect((await viewer.post('/api/integrations/mpesa/payment', body)).status).toBe(403);
    // It had reached the phone after all.
    const { receipt } = await daraja.call(daraja.last);
    await until(async () => (await payments()).length === 1);
    expect(await payments()).toMatchObject([{ status: 'completed', amount: 700, reference: receipt, method: 'mpesa' }]);
  });

  it.each([
    ['refuse', 502, /Unable to lock subscriber/],
    ['error', 504, /unknown, do not repeat/],
    ['nonsense', 504, /unknown, do not repeat/],
  ] as const)('hear of a push that comes to "%s": %i', async (mood, status, message) => {
    daraja.push = mood;
    const body = { phone: customer.phone, amount: 100, customer_id: customer.id };
    const answer = await operator.post<{ message: string }>('/api/integrations/mpesa/payment', body);
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringMatching(message)]);
  });
});

describe('a payment that was asked for', () => {
  it('pays its invoice once, though its callback comes fifty times and forged ones with it', async () => {
    const { id } = await invoiced(1500);
    const { id: attempt } = await pushed({ invoice_id: id, amount: 1500 });
    const forged = {
      ...daraja.last,
      callbackUrl: daraja.last.callbackUrl.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    };
    const calls = Array.from({ length: 50 }, () => daraja.call(daraja.last, { receipt: 'NLJ7RT61SV' }));
    const statuses = (await Promise.all([...calls, daraja.call(forged, { receipt: 'FORGED0001' })])).map(
      (call) => call.status,
    );
    expect(statuses).toEqual([...Array.from({ length: 50 }, () => 200), 404]);
    expect(await reached(attempt, 'paid')).toMatchObject({ receipt: 'NLJ7RT61SV' });
    await daraja.call(daraja.last, { code: 1032 });
    expect(await payments()).toMatchObject([
      { status: 'completed', amount: 1500, reference: 'NLJ7RT61SV', unallocated: 0 },
    ]);
    expect(await invoice(id)).toMatchObject({ status: 'paid', open: 0 });
    expect(await ledger()).toEqual([]);
  });

  it('is not booked on the word of a callback that a query denies', async () => {
    const { id } = await pushed();
    daraja.results.set(daraja.last.checkoutId, '1032');
    await daraja.call(daraja.last);
    await until(
      async () => (await operator.get<Push>(`/api/v1/payments/pushes/${id}`)).body.result?.includes('callback'),
      10_000,
    );
    expect(await payments()).toEqual([]);
    daraja.results.delete(daraja.last.checkoutId);
    await asked(id);
    await reached(id, 'paid');
  });

  it('of another amount waits for somebody', async () => {
    const { id } = await pushed({ amount: 900 });
    const { receipt } = await daraja.call(daraja.last, { amount: 9 });
    await reached(id, 'paid');
    expect(await payments()).toEqual([]);
    const waiting = await unmatched(receipt);
    expect(waiting).toMatchObject({ reason: 'wrong_amount', amount: 9, source: 'stk' });
    expect(waiting?.suggestions[0]).toMatchObject({
      customer_id: customer.id,
      why: ['asked_for', 'phone', 'account_number'],
    });
  });

  it('that was cancelled, for an invoice that is void by now, is credited when it is paid after all', async () => {
    const { id } = await invoiced(400);
    const { id: attempt } = await pushed({ invoice_id: id, amount: 400 });
    await daraja.call(daraja.last, { code: 1032 });
    expect(await reached(attempt, 'failed')).toMatchObject({ result_code: '1032', payment_id: null });
    await app.admin.post(`/api/v1/invoices/${id}/void`, { reason: 'gone' });
    await daraja.call(daraja.last);
    await reached(attempt, 'paid');
    expect(await balance()).toBe(-400);
    expectProblem(await push({ invoice_id: id, amount: 400 }), 409);
  });

  it('is found out by a query when no callback comes, and has its receipt from a late one', async () => {
    const { id } = await pushed({ amount: 250 });
    daraja.results.set(daraja.last.checkoutId, 'processing');
    await asked(id);
    expect((await operator.get<Push>(`/api/v1/payments/pushes/${id}`)).body).toMatchObject({ status: 'pending' });
    daraja.results.set(daraja.last.checkoutId, 'hang up');
    await asked(id);
    daraja.results.set(daraja.last.checkoutId, '0');
    daraja.forgetToken = true;
    await asked(id);
    expect(await reached(id, 'paid')).toMatchObject({ receipt: null, payment_id: expect.any(Number) });
    const { receipt } = await daraja.call(daraja.last);
    expect(await reached(id, 'paid')).toMatchObject({ receipt });
    expect(await payments()).toMatchObject([{ amount: 250, reference: receipt }]);
  });

  it('that M-Pesa calls failed is failed, in words', async () => {
    const { id } = await pushed();
    daraja.results.set(daraja.last.checkoutId, '1037');
    await asked(id);
    expect(await reached(id, 'failed')).toMatchObject({ result: 'the phone could not be reached' });
  });
});

describe('money to the shortcode', () => {
  const to = (fields: object = {}) => ({
    BillRefNumber: customer.account_number.toLowerCase(),
    TransAmount: '120.50',
    ...fields,
  });

  it('is booked to the account that it names, once a receipt', async () => {
    const { receipt, status } = await daraja.pay(to());
    expect(status).toBe(200);
    expect((await daraja.pay(to({ TransID: receipt }))).status).toBe(200);
    expect(await payments()).toMatchObject([
      { amount: 120.5, reference: receipt, status: 'completed', unallocated: 120.5 },
    ]);
    expect(await balance()).toBe(-120.5);
  });

  it('confirms what waited by hand with its receipt', async () => {
    const body = { customer_id: customer.id, amount: 120.5, method: 'mpesa', reference: `H${customer.id}000` };
    await operator.post('/api/v1/payments', body);
    await daraja.pay(to({ TransID: body.reference }));
    expect(await payments()).toMatchObject([{ status: 'completed', amount: 120.5 }]);
  });

  it.each([
    ['callback', 'confirmation'],
    ['confirmation', 'callback'],
  ])('that was asked for is one payment, whether the %s or the %s comes first', async (first) => {
    const { id } = await pushed({ amount: 60 });
    const receipt = `T${customer.id}${first.slice(0, 3).toUpperCase()}`;
    const both = [
      () => daraja.call(daraja.last, { receipt }).then(() => reached(id, 'paid')),
      () => daraja.pay(to({ TransID: receipt, TransAmount: '60.00' })),
    ];
    for (const each of first === 'callback' ? both : both.toReversed()) await each();
    expect(await reached(id, 'paid')).toMatchObject({ receipt });
    expect(await payments()).toHaveLength(1);
    expect(await balance()).toBe(-60);
  });

  it('that may be what a query settled is not booked by itself, and is no question any more when its receipt is known', async () => {
    const { id } = await pushed({ amount: 80 });
    await asked(id);
    await reached(id, 'paid');
    const receipt = `D${customer.id}000`;
    const near = { TransID: receipt, TransAmount: '80.00', TransTime: '', BillRefNumber: customer.account_number };
    await daraja.pay(near);
    expect(await unmatched(receipt)).toMatchObject({ reason: 'probable_duplicate' });
    expect(await balance()).toBe(-80);
    await daraja.call(daraja.last, { receipt });
    await reached(id, 'paid');
    expect(await unmatched(receipt)).toBeUndefined();
    expect(await payments()).toMatchObject([{ amount: 80, reference: receipt }]);
  });

  it('with an account that nobody has waits, with those whose it may be, and is booked with one press', async () => {
    const digits = String(Number(customer.account_number.replace(/\D/g, '')));
    const MSISDN = customer.phone?.replace('+', '');
    const { receipt } = await daraja.pay(
      to({ BillRefNumber: `rent ${digits}x`, MSISDN, FirstName: 'Jane', LastName: 'Wanjiku' }),
    );
    const waiting = await unmatched(receipt);
    expect(waiting).toMatchObject({ reason: 'unknown_account', name: 'Jane Wanjiku', amount: 120.5 });
    expect(waiting?.suggestions[0]).toMatchObject({
      customer_id: customer.id,
      why: expect.arrayContaining(['phone', 'account_number']),
    });
    const path = `/api/v1/payments/unmatched/${waiting?.id}`;
    const key = app.admin.with({ 'idempotency-key': `match-${receipt}` });
    expectProblem(await operator.post(`${path}/match`, { customer_id: customer.id }), 403);
    expectWrongField(await app.admin.post(`${path}/match`, { customer_id: 999_999 }), 400, 'customer_id');
    const matched = await key.post<UnmatchedPayment>(`${path}/match`, { customer_id: customer.id });
    expectShape(UnmatchedPayment, matched.body);
    expect(matched.body).toMatchObject({ status: 'booked', customer_id: customer.id, payment_id: expect.any(Number) });
    expect((await key.post(`${path}/match`, { customer_id: customer.id })).body).toEqual(matched.body);
    expectProblem(await app.admin.post(`${path}/match`, { customer_id: customer.id }), 409);
    expect(await payments()).toMatchObject([{ amount: 120.5, reference: receipt }]);
  });

  it('is dismissed with a reason', async () => {
    const { receipt } = await daraja.pay({ BillRefNumber: 'nobody', TransAmount: '5' });
    const path = `/api/v1/payments/unmatched/${(await unmatched(receipt))?.id}`;
    expectWrongField(await app.admin.post(`${path}/dismiss`, {}), 400, 'reason');
    const gone = await app.admin.post(`${path}/dismiss`, { reason: 'paid back' });
    expect(gone.body).toMatchObject({ status: 'dismissed', note: 'paid back', payment_id: null });
    expectProblem(await app.admin.post(`${path}/dismiss`, { reason: 'again' }), 409);
    const shown = await operator.get<Page<UnmatchedPayment>>('/api/v1/payments/unmatched?status=dismissed');
    expect(shown.body.data).toContainEqual(gone.body);
    const { id } = gone.body as UnmatchedPayment;
    const log = `/api/v1/audit?subject_type=unmatched-payments&subject_id=${id}`;
    const [row, ...more] = (await app.admin.get<Page<AuditRow>>(log)).body.data;
    expect([row?.action, more]).toEqual(['payments.unmatched.dismiss', []]);
    expect(row?.before).toMatchObject({ state: 'unmatched', note: null });
    expect(row?.after).toMatchObject({ state: 'dismissed', note: 'paid back' });
  });

  it('is asked about before, and let through where there is such an account', async () => {
    const url = String(daraja.registered[0]?.['ValidationURL']).replace(PUBLIC_URL, '');
    const ask = (fields: object) => app.anonymous.post(url, c2bCall({ ...to(), ...fields }));
    expect((await ask({ TransID: '' })).body).toEqual({ ResultCode: '0', ResultDesc: 'Accepted' });
    expect((await ask({ BillRefNumber: 'nobody' })).body).toMatchObject({ ResultCode: 'C2B00012' });
    expect((await ask({ TransAmount: '-1' })).body).toMatchObject({ ResultCode: 'C2B00013' });
  });

  it('is taken at the address that was registered alone, and only what is a payment', async () => {
    const strange = '/api/v1/callbacks/money/not-the-token/confirmation';
    expectProblem(await app.anonymous.post(strange, c2bCall()), 404);
    const url = String(daraja.registered[0]?.['ConfirmationURL']).replace(PUBLIC_URL, '');
    expectProblem(await app.anonymous.post(url, c2bCall({ TransID: '' })), 400);
    expectProblem(await app.anonymous.raw(url, 'not json'), 400);
    await app.admin.put('/api/v1/settings/mpesa', { callback_addresses: ['196.201.214.0/24'] });
    expectProblem(await app.anonymous.post(url, c2bCall({ TransID: 'FROMAFAR01' })), 404);
    await app.admin.put('/api/v1/settings/mpesa', { callback_addresses: [] });
  });

  it('is told to its payer once, where receipts are switched on', async () => {
    expect((await operator.get('/api/v1/settings/receipts')).body).toMatchObject({ enabled: false });
    const text = 'Hi {{name}}, {{amount}} {{reference}}.';
    expectProblem(await operator.put('/api/v1/settings/receipts', { enabled: true, text }), 403);
    await app.admin.put('/api/v1/settings/receipts', { enabled: true, text });
    const { receipt } = await daraja.pay(to());
    await daraja.pay(to({ TransID: receipt }));
    await app.get(OutboxService).settled();
    const sent = await until(async () => {
      const { body } = await app.admin.get<Page<Message>>(
        `/api/v1/messages?number=${encodeURIComponent(customer.phone ?? '')}`,
      );
      return body.data.length > 0 && body.data;
    });
    expect(sent.map((message) => message.text)).toEqual([`Hi ${customer.name}, 120.50 KES ${receipt}.`]);
    const outbox = await app.admin.get<Page<OutboxRow>>('/api/v1/outbox?kind=payment-receipt');
    expect(outbox.body.data).toMatchObject([{ status: 'delivered', attempts: 1 }]);
    const one = `/api/v1/outbox/${outbox.body.data[0]?.id}`;
    expect((await app.admin.get(one)).body).toMatchObject({ log: [{ outcome: 'delivered' }] });
    // Sent again by hand it is the same message.
    expect((await app.admin.post(`${one}/replay`)).status).toBe(200);
    await app.get(OutboxService).settled();
    await until(async () => (await app.admin.get<OutboxRow>(one)).body.attempts === 2);
    expect(
      (await app.admin.get<Page<Message>>(`/api/v1/messages?number=${encodeURIComponent(customer.phone ?? '')}`)).body
        .data,
    ).toHaveLength(1);
    expectProblem(await operator.get(one), 403);
    await app.admin.put('/api/v1/settings/receipts', { enabled: false, text });
  });

  it('leaves the books in balance', async () => {
    expect(await ledger()).toEqual([]);
  });
});
