import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Customer } from '../../src/office/customers/customer.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import type { Attempt } from '../../src/office/mpesa/attempt.js';
import { AttemptRepository } from '../../src/office/mpesa/attempt.repository.js';
import type { NewIncoming } from '../../src/office/mpesa/incoming.js';
import { IncomingRepository } from '../../src/office/mpesa/incoming.repository.js';
import { PaymentRepository } from '../../src/office/payments/payment.repository.js';
import { Conflict } from '../../src/platform/common/errors.js';
import { forRequest } from '../../src/platform/common/idempotency/once.js';
import { checkLedger } from '../../src/storage/office/check-ledger.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const act = { userId: null, reason: null, at: NOON, day: '2024-01-15', currency: 'KES' };
const DAY_MS = 86_400_000;

/** What every adapter of M-Pesa's money must do alike. */
export function mpesaContract(open: OpenStorage): void {
  let storage: Storage;
  let attempts: AttemptRepository;
  let incoming: IncomingRepository;
  let customer: Customer;
  let made = 0;

  beforeAll(async () => {
    storage = await open();
    attempts = storage.get(AttemptRepository);
    incoming = storage.get(IncomingRepository);
  });
  afterAll(async () => {
    expect((await checkLedger(storage.get(Database))).wrong).toEqual([]);
    await storage.close();
  });
  beforeEach(async () => {
    customer = await storage.get(CustomerRepository).create({
      name: 'John Doe',
      email: null,
      phone: `+2547121${String(++made).padStart(5, '0')}`,
      address: null,
      city: null,
      country: null,
      accountType: null,
      status: 'active',
      createdAt: NOON,
    });
  });

  const asked = (amount = 1_000) =>
    attempts.create({ customerId: customer.id, invoiceId: null, phone: null, shortcode: '174379', amount }, act);
  const attempted = async (amount = 1_000): Promise<Attempt> => (await asked(amount)).attempt;
  const paid = (receipt: string, fields = {}) => {
    return { checkoutId: `ws_${receipt}`, code: '0', text: '', receipt, amount: '10', phone: null, ...fields };
  };
  const came = (receipt: string, fields: Partial<NewIncoming> = {}): NewIncoming => ({
    source: 'c2b',
    receipt,
    attemptId: null,
    shortcode: '174379',
    amount: 1_000,
    phone: null,
    payer: 'John Doe',
    reference: customer.accountNumber,
    paidAt: NOON,
    ...fields,
  });
  const receipt = (): string => `RCPT${customer.id}A`;
  const payments = () => storage.get(PaymentRepository).list({ customerId: customer.id }, { limit: 10 });

  describe('an attempt', () => {
    it('is one at a time for a phone and an amount, until it ends or is old', async () => {
      const tries = await Promise.allSettled([attempted(), attempted(), attempted()]);
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(attempted()).rejects.toThrow(Conflict);
      await attempted(2_000);
      const [first] = await attempts.list(
        { customerId: customer.id, state: 'created' },
        { limit: 10, before: undefined },
      );
      await attempts.notTaken(first?.id ?? 0, 'refused', { code: '1', text: 'no' }, NOON);
      await attempted(2_000).catch(() => undefined);
      const [other] = await attempts.list({ customerId: customer.id }, { limit: 1 });
      await attempts.fail(other?.id ?? 0, '1032', 'cancelled', NOON);
      await attempted(2_000);
    });

    it('is found again by a repetition under its key, paid or not; one that was refused is made anew', async () => {
      const request = {
        scope: `test push-${customer.id}`,
        bodyHash: 'a',
        since: NOON,
        status: null,
        answer: null,
      };
      const again = () => forRequest(request, asked);
      const first = await again();
      expect(first.isNew).toBe(true);
      await forRequest(request, () => attempts.notTaken(first.attempt.id, 'refused', { code: '1', text: 'no' }, NOON));
      const { attempt, isNew } = await again();
      expect(isNew).toBe(true);
      expect(await again()).toMatchObject({ attempt: { id: attempt.id }, isNew: false });
      await attempts.take(attempt.id, paid(receipt()), 1_000, act);
      await attempts.settle(attempt.id, act);
      expect(await again()).toMatchObject({ attempt: { id: attempt.id, state: 'paid' }, isNew: false });
    });

    it('is booked once, by whoever finds out first', async () => {
      const { id } = await attempted();
      await attempts.taken(id, 'ws_1', NOON);
      const taken = await Promise.all([1, 2, 3].map(() => attempts.take(id, paid(receipt()), 1_000, act)));
      expect(taken.filter(({ ask }) => ask)).toHaveLength(1);
      const settled = await Promise.all([1, 2, 3].map(() => attempts.settle(id, act)));
      expect(settled.filter(({ paymentId }) => paymentId !== null)).toHaveLength(1);
      expect(await payments()).toMatchObject([{ amount: 1_000, reference: receipt(), status: 'completed' }]);
      expect(await attempts.find(id)).toMatchObject({ state: 'paid', receipt: receipt() });
    });

    it('takes no receipt that another has', async () => {
      const [one, two] = [await attempted(), await attempted(2_000)];
      await attempts.take(one.id, paid(receipt()), 1_000, act);
      expect(await attempts.take(two.id, paid(receipt()), 2_000, act)).toMatchObject({ ask: false });
    });

    it('is asked about by one of two servers', async () => {
      const { id } = await attempted();
      await attempts.taken(id, `ws_${receipt()}`, NOON);
      const due = (await attempts.due(NOON, 1_000)).find((row) => row.id === id);
      if (!due) throw new Error('it is not due');
      const begun = await Promise.all([1, 2].map(() => attempts.beginQuery(due, NOON + 1)));
      expect(begun.toSorted()).toEqual([false, true]);
    });

    it('that was stored and never sent is unknown', async () => {
      const { id } = await attempted();
      await attempts.due(NOON + DAY_MS, 1);
      expect(await attempts.find(id)).toMatchObject({ state: 'unknown', nextQueryAt: null });
    });
  });

  describe('money that came', () => {
    it('is booked once a receipt', async () => {
      const taken = await Promise.all([1, 2, 3].map(() => incoming.take(came(receipt()), act)));
      expect(taken.filter((row) => row !== null)).toHaveLength(1);
      expect(await payments()).toHaveLength(1);
    });

    it('to the shortcode before its callback is that payment', async () => {
      const { id } = await attempted();
      await incoming.take(came(receipt(), { reference: 'nobody' }), act);
      await attempts.take(id, paid(receipt()), 1_000, act);
      await attempts.settle(id, act);
      expect(await payments()).toMatchObject([{ amount: 1_000, reference: receipt() }]);
      expect(await attempts.find(id)).toMatchObject({ state: 'paid', paymentId: (await payments())[0]?.id });
    });

    it('that came before a query settled what may be the same is not booked again', async () => {
      const { id } = await attempted();
      await incoming.take(came(receipt()), act);
      const { unmatchedId } = await attempts.settle(id, act);
      expect(await incoming.find(unmatchedId ?? 0)).toMatchObject({ reason: 'probable_duplicate', source: 'stk' });
      expect(await payments()).toHaveLength(1);
      // The callback says that it is the same.
      await attempts.take(id, paid(receipt()), 1_000, act);
      expect(await incoming.find(unmatchedId ?? 0)).toBeNull();
      expect(await payments()).toHaveLength(1);
    });

    it('that people booked though a query had settled it is shown to be there twice', async () => {
      const { id } = await attempted();
      await attempts.settle(id, act);
      const second = await incoming.take(came(receipt()), act);
      expect(second).toMatchObject({ state: 'unmatched', reason: 'probable_duplicate' });
      await incoming.match(second?.id ?? 0, { customerId: customer.id, invoiceId: null }, act);
      await attempts.take(id, paid(receipt()), 1_000, act);
      const rows = await incoming.list('unmatched', { limit: 5 });
      expect(rows[0]).toMatchObject({ attemptId: id, reason: 'booked_twice' });
      await expect(incoming.match(rows[0]?.id ?? 0, { customerId: customer.id, invoiceId: null }, act)).rejects.toThrow(
        Conflict,
      );
    });
  });
}
