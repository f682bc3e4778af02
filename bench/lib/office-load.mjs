import { setTimeout as wait } from 'node:timers/promises';
import { c2bCall } from '../../server/test/daraja.ts';

const PAUSE_MS = 50;
const GIVE_UP_MS = 120_000;
const WORKERS = 12;
export const CUSTOMERS = 20;

/** Answers after which the same request is sent again: not now, or another try is still under way. */
const mayTryAgain = (status, text) =>
  status >= 500 || status === 429 || status === 408 || (status === 409 && text.includes('still at work'));

/**
 * Asks until there is an answer that counts, as a client does that wants it done once.
 * @returns {Promise<{ status: number, body: unknown }>} what the answer's JSON says
 */
async function insist(url, { headers = {}, body }) {
  const deadline = performance.now() + GIVE_UP_MS;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  for (;;) {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) }).catch(() => null);
    const text = (await answer?.text().catch(() => null)) ?? null;
    if (text !== null && !mayTryAgain(answer.status, text)) return { status: answer.status, body: JSON.parse(text) };
    if (performance.now() > deadline) throw new Error(`no answer of ${url} in time; last ${answer?.status} ${text}`);
    await wait(PAUSE_MS);
  }
}

const phoneOf = (number) => `+25471${String(number).padStart(7, '0')}`;
const receiptOf = (letter, number) => `${letter}${String(number).padStart(9, '0')}`;

/**
 * What a business does, over and over, whatever becomes of its server: invoices, payments by hand, phones that are asked for
 * payments with the callbacks of those, and money to the shortcode, told three times.
 */
export class OfficeLoad {
  /** What must be there in the end, each once. */
  asked = { invoices: 0, cash: 0, pushes: 0, c2b: 0 };
  refused = [];
  done = 0;
  /** Places of pushes in the double's list whose callbacks have begun. */
  called = 0;

  constructor({ url, headers, daraja, customers }) {
    Object.assign(this, { url, headers, daraja, customers });
  }

  /** @param {(done: number) => void} onProgress after each unit */
  async run(count, onProgress) {
    let next = 0;
    const work = async () => {
      while (next < count) {
        await this.unit(next++);
        onProgress(++this.done);
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    await this.callBack();
  }

  async unit(number) {
    const customer = this.customers[number % this.customers.length];
    const kinds = [this.invoice, this.payment, this.push, this.money];
    await kinds[number % kinds.length].call(this, number, customer);
  }

  async invoice(number, { id }) {
    this.asked.invoices++;
    const lines = [{ description: `unit ${number}`, unit_price: 100 + (number % 50), tax: 16 }];
    await this.post(`/api/v1/invoices`, `invoice-${number}`, { customer_id: id, lines, notes: `unit ${number}` });
  }

  async payment(number, { id }) {
    this.asked.cash++;
    const body = { customer_id: id, amount: 50 + (number % 100), method: 'cash', note: `unit ${number}` };
    const made = await this.post('/api/v1/payments', `payment-${number}`, body);
    if (made) await this.post(`/api/v1/payments/${made.id}/confirm`, `confirm-${number}`, {});
  }

  /** What nobody can say the outcome of is not asked for again: that is what the answer 409 means here. */
  async push(number, { id }) {
    this.asked.pushes++;
    const body = { customer_id: id, amount: 10 + (number % 90), phone: phoneOf(number) };
    await this.post('/api/v1/payments/pushes', `push-${number}`, body, [409, 504]);
    await this.callBack();
  }

  async money(number, { account_number: reference }) {
    this.asked.c2b++;
    await Promise.all(
      [1, 2, 3].map(() => this.tell(receiptOf('C', number), { reference, amount: `${20 + (number % 70)}.00` })),
    );
  }

  async tell(receipt, { reference, amount }) {
    const call = c2bCall({ TransID: receipt, BillRefNumber: reference, TransAmount: amount });
    this.expect(
      await insist(String(this.daraja.registered.at(-1)?.ConfirmationURL), { body: call }),
      `money ${receipt}`,
      [200],
    );
  }

  /** Brings the callbacks of all that has reached a phone, each three times, as Safaricom may. */
  async callBack() {
    while (this.called < this.daraja.pushed.length) {
      const place = this.called++;
      const { url, body } = this.daraja.callbackOf(this.daraja.pushed[place], receiptOf('P', place));
      const answers = await Promise.all([1, 2, 3].map(() => insist(url, { body })));
      for (const answer of answers) this.expect(answer, `callback ${place}`, [200]);
    }
  }

  async post(path, key, body, also = []) {
    const headers = { ...this.headers, 'idempotency-key': key };
    const answer = await insist(`${this.url}${path}`, { headers, body });
    this.expect(answer, `${path} ${key}`, [200, 201, ...also]);
    return answer.status < 300 ? answer.body : null;
  }

  expect({ status, body }, what, statuses) {
    if (!statuses.includes(status)) this.refused.push(`${what}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  }
}
