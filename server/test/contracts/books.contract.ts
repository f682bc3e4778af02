import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PaymentMethod } from '@signalbox/contracts/office/payments';
import type { InvoiceLine } from '../../src/office/billing/invoice.js';
import { InvoiceRepository, type ReasonedAct } from '../../src/office/billing/invoice.repository.js';
import { LedgerRepository } from '../../src/office/billing/ledger.repository.js';
import type { Customer } from '../../src/office/customers/customer.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import {
  OfficeFiguresRepository,
  type OpenInvoiceStatus,
} from '../../src/insight/metrics/office-figures.repository.js';
import { ReferenceTaken } from '../../src/office/payments/payment.js';
import { PaymentRepository } from '../../src/office/payments/payment.repository.js';
import { Conflict, Invalid, NotFound } from '../../src/platform/common/errors.js';
import { forRequest } from '../../src/platform/common/idempotency/once.js';
import { checkLedger } from '../../src/storage/office/check-ledger.js';
import { insertCustomers } from '../../src/storage/office/customer.repository.js';
import { monthlyNumber } from '../../src/storage/office/rows.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const DAY = '2024-01-15';
const act = (fields: Partial<ReasonedAct> = {}): ReasonedAct => ({
  userId: 1,
  reason: 'because',
  at: NOON,
  day: DAY,
  currency: 'KES',
  ...fields,
});
const line = (amount: number, tax = 0): InvoiceLine => ({
  description: 'Internet',
  quantity: 1000,
  unitPrice: amount,
  taxRate: null,
  amount,
  tax,
});

function found<T>(row: T | null): T {
  if (row === null) throw new Error('it is not there');
  return row;
}

/** What every adapter of the books must do alike. */
export function booksContract(open: OpenStorage): void {
  let storage: Storage;
  let customers: CustomerRepository;
  let invoices: InvoiceRepository;
  let payments: PaymentRepository;
  let ledger: LedgerRepository;
  let customer: Customer;

  beforeAll(async () => {
    storage = await open();
    customers = storage.get(CustomerRepository);
    invoices = storage.get(InvoiceRepository);
    payments = storage.get(PaymentRepository);
    ledger = storage.get(LedgerRepository);
  });
  afterAll(() => storage?.close());

  const someone = (fields: Partial<Customer> = {}) =>
    customers.create({
      name: 'John Doe',
      email: 'john@example.com',
      phone: '+254712345678',
      address: '123 Main St',
      city: 'Nairobi',
      country: 'Kenya',
      accountType: 'retail',
      status: 'active',
      createdAt: NOON,
      ...fields,
    });
  beforeEach(async () => {
    customer = await someone();
  });

  const invoiced = (amount: number, tax = 0, isDraft = false, customerId = customer.id) =>
    invoices.create({ customerId, dueDate: '2024-02-15', notes: null, lines: [line(amount, tax)] }, act(), isDraft);
  const given = (
    amount: number,
    fields: { invoiceId?: number | null; reference?: string; method?: PaymentMethod } = {},
  ) =>
    payments.create(
      { customerId: customer.id, invoiceId: null, amount, method: 'cash', reference: null, note: null, ...fields },
      act(),
    );
  async function paid(amount: number, invoiceId: number | null = null): Promise<number> {
    const id = await given(amount, { invoiceId });
    await payments.confirm(id, null, act());
    return id;
  }
  const invoice = async (id: number) => found(await invoices.find(id));
  const payment = async (id: number) => found(await payments.find(id));
  const balance = async () => (await customers.find(customer.id))?.balance;
  const expectBalanced = async () => expect(await checkLedger(storage.get(Database))).toMatchObject({ wrong: [] });

  it('keeps every field of a customer, and counts account numbers on', async () => {
    expect(await customers.find(customer.id)).toEqual(customer);
    expect(customer).toMatchObject({ name: 'John Doe', accountType: 'retail', balance: 0, updatedAt: NOON });
    const next = await someone({ name: 'Jane', email: null });
    const numberOf = ({ accountNumber }: Customer) => Number(/^CUST-(\d{3,7})$/.exec(accountNumber)?.[1]);
    expect(numberOf(next)).toBe(numberOf(customer) + 1);
    expect(await customers.change(next.id, { status: 'inactive', phone: null }, NOON + 5)).toEqual({
      ...next,
      status: 'inactive',
      phone: null,
      updatedAt: NOON + 5,
    });
    expect(await customers.change(999_999, { name: 'Nobody' }, NOON)).toBeNull();
  });

  it('lists customers newest first, by cursor and by offset, and finds them', async () => {
    const rare = await someone({ name: 'Ödön 100%_sure', status: 'suspended' });
    const [first, second] = await customers.list({}, { limit: 2 });
    expect([first?.id, second?.id]).toEqual([rare.id, customer.id]);
    expect(await customers.list({}, { limit: 1, before: rare.id })).toEqual([customer]);
    expect(await customers.list({}, { limit: 1, offset: 1 })).toEqual([customer]);
    expect(await customers.list({ search: '100%_SURE' }, { limit: 9 })).toEqual([rare]);
    expect(await customers.list({ search: '0%s' }, { limit: 9 })).toEqual([]);
    expect(await customers.list({ search: customer.accountNumber.toLowerCase() }, { limit: 9 })).toContainEqual(
      customer,
    );
    expect(await customers.count({ status: 'suspended' })).toBe(1);
  });

  describe('an invoice', () => {
    it('is owed when it is issued, with a number, its lines and its tax', async () => {
      const id = await invoiced(500_000, 50_000);
      expect(await invoice(id)).toMatchObject({
        number: expect.stringMatching(/^INV-202401-\d{4,}$/),
        customerName: 'John Doe',
        state: 'issued',
        ...{ amount: 500_000, tax: 50_000, total: 550_000, open: 550_000, paid: 0 },
        lines: [line(500_000, 50_000)],
        issuedAt: NOON,
      });
      expect(await balance()).toBe(550_000);
      expect(await ledger.statement(customer.id, {}, { limit: 9 })).toMatchObject([
        { kind: 'issued', document: 'invoice', documentId: id, amount: 550_000, userId: 1, day: DAY },
      ]);
    });

    it('is found by the days on which it is due', async () => {
      const id = await invoiced(1000);
      const draft = await invoiced(1000, 0, true);
      const due = async (from: string, to: string) =>
        (
          await invoices.list({ customerId: customer.id, isOpen: true, due: { from, to }, today: DAY }, { limit: 9 })
        ).map((each) => each.id);
      expect(draft).toBeGreaterThan(id);
      expect(await due('2024-02-15', '2024-02-15')).toEqual([id]);
      expect(await due('2024-02-16', '2024-03-15')).toEqual([]);
      expect(await due('2024-01-15', '2024-02-14')).toEqual([]);
    });

    it('is written anew while it is a draft, and by one of two who read the same', async () => {
      const id = await invoiced(1000, 0, true);
      const other = await someone({ name: 'Jane Doe' });
      const { version } = await invoice(id);
      const to = { customerId: other.id, dueDate: '2024-02-10', notes: 'anew', lines: [line(300, 30), line(40)] };
      await invoices.rewrite(id, to, version);
      expect(await invoice(id)).toMatchObject({
        ...{ customerName: 'Jane Doe', dueDate: '2024-02-10', notes: 'anew', state: 'draft', number: null },
        ...{ amount: 340, tax: 30, total: 370, open: 0, lines: to.lines },
      });
      await expect(invoices.rewrite(id, to, version)).rejects.toThrow(Conflict);
      await expect(invoices.rewrite(id, { ...to, customerId: 999_999 }, version + 1)).rejects.toThrow(Invalid);
      await invoices.issue(id, act());
      await expect(invoices.rewrite(id, to, version + 2)).rejects.toThrow('is issued already');
      expect(await customers.find(other.id)).toMatchObject({ balance: 370 });
    });

    it('is not owed as a draft, and has no number', async () => {
      const id = await invoiced(1000, 0, true);
      expect(await invoice(id)).toMatchObject({ number: null, state: 'draft', open: 0, issuedAt: null });
      expect(await balance()).toBe(0);
      await invoices.issue(id, act());
      expect(await balance()).toBe(1000);
      await expect(invoices.issue(id, act())).rejects.toThrow(Conflict);
      expect(await balance()).toBe(1000);
    });

    it('is nobody’s without a customer', async () => {
      await expect(invoiced(1000, 0, false, 999_999)).rejects.toThrow(Invalid);
      await expect(invoices.issue(999_999, act())).rejects.toThrow(NotFound);
    });

    it('is undone by its reversal, and what was paid is credit', async () => {
      const id = await invoiced(1000, 100);
      const pay = await paid(400);
      await invoices.void(id, act());
      expect(await invoice(id)).toMatchObject({ state: 'void', open: 0, paid: 0, voidedAt: NOON, allocations: [] });
      expect(await payment(pay)).toMatchObject({ unallocated: 400 });
      expect(await balance()).toBe(-400);
      await expect(invoices.void(id, act())).rejects.toThrow(Conflict);
    });

    it('is credited up to what it is, and its tax with it, to the cent', async () => {
      const id = await invoiced(1000, 160);
      for (const part of [333, 333, 493]) await invoices.credit(id, part, act());
      await expect(invoices.credit(id, 2, act())).rejects.toThrow(Invalid);
      await invoices.credit(id, 1, act());
      const { creditNotes, ...left } = await invoice(id);
      expect(left).toMatchObject({ credited: 1160, open: 0 });
      const sum = (key: 'amount' | 'tax') => creditNotes.reduce((all, note) => all + note[key], 0);
      expect([sum('amount'), sum('tax')]).toEqual([1000, 160]);
      expect(creditNotes[0]?.number).toMatch(/^CRN-202401-\d{4,}$/);
      expect(await balance()).toBe(0);
    });

    it('gives back what was paid too much when it is credited', async () => {
      const id = await invoiced(1000);
      const pay = await paid(1000);
      await invoices.credit(id, 300, act());
      expect(await invoice(id)).toMatchObject({ paid: 700, credited: 300, open: 0 });
      expect(await payment(pay)).toMatchObject({ unallocated: 300 });
      expect(await balance()).toBe(-300);
      await expect(invoices.void(id, act())).rejects.toThrow('Credit the rest');
    });

    it('is written off once', async () => {
      const id = await invoiced(1000);
      await paid(400);
      await invoices.writeOff(id, act());
      expect(await invoice(id)).toMatchObject({ paid: 400, writtenOff: 600, open: 0 });
      expect(await balance()).toBe(0);
      await expect(invoices.writeOff(id, act())).rejects.toThrow(Conflict);
    });

    it('is listed by where it stands', async () => {
      const ids = { unpaid: await invoiced(100), draft: await invoiced(100, 0, true) };
      const partPaid = await invoiced(100);
      await paid(50, partPaid);
      const count = (status: 'unpaid' | 'draft' | 'part_paid' | 'overdue' | 'paid' | 'void', today = DAY) =>
        invoices.list({ customerId: customer.id, status, today }, { limit: 9 });
      expect((await count('unpaid')).map(({ id }) => id)).toEqual([ids.unpaid]);
      expect((await count('draft')).map(({ id }) => id)).toEqual([ids.draft]);
      expect((await count('part_paid')).map(({ id }) => id)).toEqual([partPaid]);
      expect((await count('overdue', '2024-02-16')).map(({ id }) => id)).toEqual([partPaid, ids.unpaid]);
      expect(await count('overdue', '2024-02-15')).toEqual([]);
      expect(await invoices.count({ customerId: customer.id, isOpen: true, today: DAY })).toBe(2);
    });
  });

  it('does once what a request with a key asks for, though its server died before it could say so', async () => {
    const request = { scope: `books-${customer.id}`, bodyHash: 'x', since: NOON, status: null, answer: null };
    const one = await forRequest(request, () => invoiced(1000));
    expect(await forRequest(request, () => invoiced(1000))).toBe(one);
    const cash = await forRequest(request, () => given(400));
    expect(await forRequest(request, () => given(400))).toBe(cash);
    await payments.confirm(cash, null, act());
    await forRequest(request, () => payments.refund(cash, 100, act()));
    await forRequest(request, () => payments.refund(cash, 100, act()));
    await forRequest(request, () => invoices.credit(one, 50, act()));
    await forRequest(request, () => invoices.credit(one, 50, act()));
    expect(await payment(cash)).toMatchObject({ refunded: 100 });
    expect(await invoice(one)).toMatchObject({ credited: 50 });
    expect(await forRequest({ ...request, bodyHash: 'y' }, () => invoiced(1000))).not.toBe(one);
    await expectBalanced();
  });

  describe('a payment', () => {
    it('is put to another invoice by hand, also what the first has of it', async () => {
      const [one, two] = [await invoiced(1000), await invoiced(800)];
      const id = await paid(900);
      expect((await payment(id)).allocations).toMatchObject([{ invoiceId: one, amount: 900 }]);
      await payments.allocate(id, { invoiceId: two, amount: 300 });
      expect((await payment(id)).allocations).toMatchObject([
        { invoiceId: one, amount: 600 },
        { invoiceId: two, amount: 300 },
      ]);
      await payments.allocate(id, { invoiceId: two, amount: null });
      expect(await invoice(two)).toMatchObject({ open: 0, paid: 800 });
      expect(await invoice(one)).toMatchObject({ open: 900, paid: 100 });
      await expect(payments.allocate(id, { invoiceId: two, amount: null })).rejects.toThrow(Conflict);
      await expect(payments.allocate(id, { invoiceId: one, amount: 901 })).rejects.toThrow(Invalid);
      await expect(payments.allocate(await given(5), { invoiceId: one, amount: null })).rejects.toThrow(Conflict);
      await expectBalanced();
    });

    it('that waits holds reminders, until it is old, confirmed or cancelled', async () => {
      expect(await payments.isHeld(customer.id, NOON - 1)).toBe(false);
      const id = await given(500);
      expect(await payments.isHeld(customer.id, NOON - 1)).toBe(true);
      expect(await payments.isHeld(customer.id, NOON)).toBe(false);
      await payments.cancel(id, act());
      expect(await payments.isHeld(customer.id, NOON - 1)).toBe(false);
    });

    it('moves nothing before it is confirmed, and then pays the oldest first', async () => {
      const [first, second] = [await invoiced(1000), await invoiced(1000)];
      const id = await given(1500);
      expect(await balance()).toBe(2000);
      expect(await payment(id)).toMatchObject({ status: 'pending', unallocated: 0 });
      await payments.confirm(id, 'TRF-1', act());
      expect(await payment(id)).toMatchObject({ status: 'completed', reference: 'TRF-1', completedAt: NOON });
      expect(await invoice(first)).toMatchObject({ paid: 1000, open: 0 });
      expect(await invoice(second)).toMatchObject({ paid: 500, open: 500 });
      expect(await balance()).toBe(500);
    });

    it('pays its own invoice before older ones, and what is too much is credit that the next invoice takes', async () => {
      const [older, own] = [await invoiced(100), await invoiced(100)];
      await paid(250, own);
      expect(await invoice(own)).toMatchObject({ open: 0 });
      expect(await invoice(older)).toMatchObject({ open: 0 });
      expect(await balance()).toBe(-50);
      const next = await invoiced(80);
      expect(await invoice(next)).toMatchObject({ paid: 50, open: 30 });
      expect(await balance()).toBe(30);
    });

    it('is booked once, however often and at once it is confirmed', async () => {
      await invoiced(1000);
      const id = await given(1000);
      const tried = await Promise.allSettled(Array.from({ length: 50 }, () => payments.confirm(id, null, act())));
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const reasons = tried.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(reasons.every((reason) => reason instanceof Conflict)).toBe(true);
      expect(await balance()).toBe(0);
    });

    it('has a reference that no other has, whatever the case, also of two at once', async () => {
      await given(10, { reference: 'QWE123' });
      await expect(given(10, { reference: 'qwe123' })).rejects.toThrow(ReferenceTaken);
      const tried = await Promise.allSettled(Array.from({ length: 9 }, () => given(10, { reference: 'same' })));
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const other = await given(10);
      await expect(payments.confirm(other, 'QWE123', act())).rejects.toThrow(ReferenceTaken);
      expect(await payment(other)).toMatchObject({ status: 'pending' });
    });

    it('frees its reference when it is cancelled, and cannot be confirmed then', async () => {
      const id = await given(10, { reference: 'typo' });
      await payments.cancel(id, act());
      await expect(payments.confirm(id, null, act())).rejects.toThrow(Conflict);
      await given(10, { reference: 'typo' });
    });

    it('is refused for somebody else’s invoice, a draft, and one that is void, paid or waited for', async () => {
      const other = await someone({ name: 'Other' });
      const others = await invoiced(100, 0, false, other.id);
      await expect(given(100, { invoiceId: others })).rejects.toThrow(Invalid);
      await expect(given(100, { invoiceId: 999_999 })).rejects.toThrow(Invalid);
      await expect(given(100, { invoiceId: await invoiced(100, 0, true) })).rejects.toThrow('draft');
      const done = await invoiced(100);
      await given(100, { invoiceId: done });
      await expect(given(100, { invoiceId: done })).rejects.toThrow('wait to be confirmed');
      await paid(100);
      await expect(given(100, { invoiceId: done })).rejects.toThrow('paid already');
      const gone = await invoiced(100);
      await invoices.void(gone, act());
      await expect(given(100, { invoiceId: gone })).rejects.toThrow('is void');
    });

    it('credits the customer when its invoice was voided meanwhile', async () => {
      const id = await invoiced(100);
      const pay = await given(100, { invoiceId: id });
      await invoices.void(id, act());
      await payments.confirm(pay, null, act());
      expect(await balance()).toBe(-100);
    });

    it('is given back in part, credit before invoices, and never more than it is', async () => {
      const id = await invoiced(1000);
      const pay = await paid(1200);
      await payments.refund(pay, 300, act());
      expect(await payment(pay)).toMatchObject({ refunded: 300, unallocated: 0, status: 'completed' });
      expect(await invoice(id)).toMatchObject({ paid: 900, open: 100 });
      expect(await balance()).toBe(100);
      await expect(payments.refund(pay, 901, act())).rejects.toThrow(Invalid);
      await payments.refund(pay, null, act());
      expect(await payment(pay)).toMatchObject({ refunded: 1200, status: 'refunded', allocations: [] });
      await expect(payments.refund(pay, null, act())).rejects.toThrow(Conflict);
      expect(await balance()).toBe(1000);
    });

    it('shows in the takings of its day, less what was given back', async () => {
      const before = await ledger.takenInAll();
      const id = await given(700, { method: 'mpesa' });
      await payments.confirm(id, 'RCPT', act({ day: '2030-05-01' }));
      const second = await given(200);
      await payments.confirm(second, null, act({ day: '2030-05-03' }));
      await payments.refund(id, 100, act({ day: '2030-05-03' }));
      expect(await ledger.takings('2030-04-30', '2030-05-31')).toEqual([
        { day: '2030-05-01', amount: 700 },
        { day: '2030-05-03', amount: 100 },
      ]);
      expect(await ledger.takingsByMethod('2030-05-02', '2030-05-31')).toEqual([
        { day: '2030-05-03', method: 'cash', amount: 200 },
        { day: '2030-05-03', method: 'mpesa', amount: -100 },
      ]);
      expect(await ledger.takenInAll()).toBe(before + 800);
    });

    it('says what is owed, what is due, and what is credit', async () => {
      const before = await ledger.standing('2024-02-15');
      await invoiced(500);
      customer = await someone();
      await paid(70);
      const after = await ledger.standing('2024-02-16');
      const more = (key: keyof typeof after) => after[key] - before[key];
      expect([more('owed'), more('credit'), more('openInvoices')]).toEqual([500, 70, 1]);
      expect(after.overdue - after.owed).toBe(0);
      expect(after.overdueInvoices).toBe(after.openInvoices);
    });

    it('shows the lines of some days, and lists what was made in a time', async () => {
      const id = await invoiced(500);
      const pay = await paid(70);
      const days = (from?: string, to?: string) => ({ ...(from && { from }), ...(to && { to }) });
      expect(await ledger.statement(customer.id, days(DAY, DAY), { limit: 9 })).toHaveLength(2);
      expect(await ledger.statement(customer.id, days('2024-01-16'), { limit: 9 })).toEqual([]);
      const filter = { customerId: customer.id, today: DAY };
      const ids = async (created: { from?: number; before?: number }) => [
        ...(await invoices.list({ ...filter, created }, { limit: 9 })),
        ...(await payments.list({ ...filter, created }, { limit: 9 })),
      ];
      expect((await ids({ from: NOON, before: NOON + 1 })).map((row) => row.id)).toEqual([id, pay]);
      expect([await ids({ from: NOON + 1 }), await ids({ before: NOON })]).toEqual([[], []]);
    });
  });

  it('says how many invoices are open, and what is owed on them, by status', async () => {
    const figures = storage.get(OfficeFiguresRepository);
    const read = async (today: string) =>
      new Map((await figures.read(today, NOON)).invoices.map(({ status, ...sums }) => [status, sums]));
    const added = async (today: string, earlier: Awaited<ReturnType<typeof read>>) => {
      const now = await read(today);
      return ['unpaid', 'part_paid', 'overdue'].map((name) => {
        const status = name as OpenInvoiceStatus;
        const [after, before] = [now.get(status), earlier.get(status)];
        return [(after?.count ?? 0) - (before?.count ?? 0), (after?.owed ?? 0) - (before?.owed ?? 0)];
      });
    };
    const [due, late] = ['2024-02-15', '2024-02-16'];
    const before = { due: await read(due), late: await read(late) };
    const inPart = await invoiced(1000);
    await paid(300, inPart);
    for (const amount of [500, 70]) await invoiced(amount);
    await invoiced(9, 0, true);
    expect(await added(due, before.due)).toEqual([
      [2, 570],
      [1, 700],
      [0, 0],
    ]);
    expect(await added(late, before.late)).toEqual([
      [0, 0],
      [0, 0],
      [3, 1270],
    ]);
  });

  it('refuses another currency than the books are kept in', async () => {
    await invoiced(100);
    const lines = [line(100)];
    const record = { customerId: customer.id, dueDate: '2024-02-15', notes: null, lines };
    await expect(invoices.create(record, act({ currency: 'USD' }), false)).rejects.toThrow('kept in KES');
  });

  it('numbers 500 invoices at once without a gap, while every tenth is rolled back after its number', async () => {
    const day = '2031-07-09';
    const record = { customerId: customer.id, dueDate: '2031-07-23', notes: null, lines: [line(1)] };
    const rollBack = () =>
      storage.get(Database).write(async (tx) => {
        await monthlyNumber(tx, 'INV', day);
        throw new Error('rolled back');
      });
    const made = await Promise.allSettled(
      Array.from({ length: 500 }, (_, nth) =>
        nth % 10 === 9 ? rollBack() : invoices.create(record, act({ day }), false),
      ),
    );
    expect(made.filter(({ status }) => status === 'rejected')).toHaveLength(50);
    const rows = await storage.rows<{ number: string }>("SELECT number FROM invoices WHERE number LIKE 'INV-203107-%'");
    const wanted = Array.from({ length: 450 }, (_, nth) => `INV-203107-${String(nth + 1).padStart(4, '0')}`);
    expect(rows.map(({ number }) => number).sort()).toEqual(wanted);
    expect(await balance()).toBe(450);
  });

  it('is in balance after many changes at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, nth) => invoiced(100 + nth, nth)));
    const made = await Promise.all(ids.map((_, nth) => given(90 + nth * 3)));
    await Promise.allSettled([
      ...made.flatMap((id) => [payments.confirm(id, null, act()), payments.confirm(id, null, act())]),
      ...ids.filter((_, nth) => nth % 4 === 0).map((id) => invoices.void(id, act())),
      ...ids.filter((_, nth) => nth % 4 === 1).map((id) => invoices.credit(id, 50, act())),
      ...ids.filter((_, nth) => nth % 4 === 2).map((id) => invoices.writeOff(id, act())),
      ...made.filter((_, nth) => nth % 3 === 0).map((id) => payments.refund(id, null, act())),
    ]);
    await expectBalanced();
  });

  it('finds the page behind thousands of rows, also where numbers are missing', async () => {
    const db = storage.get(Database);
    const many = Array.from({ length: 2300 }, (_, nth) => ({ ...customer, name: `Number ${nth}` }));
    await db.write((tx) => insertCustomers(tx, many));
    await db.write((tx) => tx.run("DELETE FROM customers WHERE name IN ('Number 700', 'Number 1900')", []));
    const pageAt = async (offset: number) => (await customers.list({}, { limit: 3, offset })).map(({ id }) => id);
    const all = (await customers.list({}, { limit: 9000 })).map(({ id }) => id);
    for (const offset of [999, 1000, 1001, 1999, 2200, all.length - 1, all.length, 70_000]) {
      expect(await pageAt(offset)).toEqual(all.slice(offset, offset + 3));
    }
    expect(await customers.count({})).toBe(all.length);
    const { id } = await someone();
    expect(await pageAt(1500)).toEqual([id, ...all].slice(1500, 1503));
    expect(await customers.count({})).toBe(all.length + 1);
  });

  it('finds out what is not in balance', async () => {
    await invoiced(100);
    await storage.get(Database).write((tx) => tx.run('UPDATE customers SET balance = 7 WHERE id = ?', [customer.id]));
    const { wrong } = await checkLedger(storage.get(Database));
    expect(wrong).toEqual([`customer ${customer.id}: balance 7, postings 100`]);
  });
}
