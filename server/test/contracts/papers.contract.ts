import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { InvoiceRepository, type ReasonedAct } from '../../src/office/billing/invoice.repository.js';
import { LedgerRepository } from '../../src/office/billing/ledger.repository.js';
import { LedgerCheckRepository } from '../../src/office/checks/ledger-check.repository.js';
import { companyOf } from '../../src/office/company/company.js';
import { CompanyRepository } from '../../src/office/company/company.repository.js';
import { CustomerRepository } from '../../src/office/customers/customer.repository.js';
import { TAX_REPORT } from '../../src/office/etims/tax-report.js';
import { TaxReportRepository } from '../../src/office/etims/tax-report.repository.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { CustomerImportRepository } from '../../src/office/files/customer-import.repository.js';
import { PaymentRepository } from '../../src/office/payments/payment.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const act = (day: string): ReasonedAct => ({ userId: 1, reason: 'because', at: NOON, day, currency: 'KES' });
const line = (amount: number) => {
  return { description: 'Internet', quantity: 1000, unitPrice: amount, taxRate: null, amount, tax: 0 };
};

/** What every adapter must do alike of what stands on papers, and of what goes out and comes in as files. */
export function papersContract(open: OpenStorage): void {
  let storage: Storage;
  let customers: CustomerRepository;
  let invoices: InvoiceRepository;
  let payments: PaymentRepository;
  beforeAll(async () => {
    storage = await open();
    customers = storage.get(CustomerRepository);
    invoices = storage.get(InvoiceRepository);
    payments = storage.get(PaymentRepository);
  });
  afterAll(() => storage?.close());

  const someone = () =>
    customers.create({
      ...{ name: 'Jane Wanjirũ', email: null, phone: null, accountType: null, status: 'active' },
      ...{ address: 'Main St 1', city: 'Nairobi', country: 'Kenya', createdAt: NOON },
    });
  const invoiced = (customerId: number, amount: number, day: string, isDraft = false) =>
    invoices.create({ customerId, dueDate: day, notes: null, lines: [line(amount)] }, act(day), isDraft);
  async function paid(customerId: number, amount: number, day: string, reference: string): Promise<number> {
    const record = { customerId, invoiceId: null, amount, method: 'cash', reference, note: null } as const;
    const id = await payments.create(record, act(day));
    await payments.confirm(id, null, act(day));
    return id;
  }

  it('keeps who writes the invoices', async () => {
    const companies = storage.get(CompanyRepository);
    expect(await companies.find()).toBeNull();
    await companies.keep(companyOf('One'), NOON);
    const whole = { ...companyOf('Ṣọlá & Co'), address: 'a\nb', taxId: 'P05', payInstructions: 'x'.repeat(600) };
    await companies.keep(whole, NOON + 1);
    expect(await companies.find()).toEqual(whole);
  });

  it('holds the books against themselves beside what goes on, and keeps what it found', async () => {
    const checks = storage.get(LedgerCheckRepository);
    expect(await checks.last()).toBeNull();
    const { id } = await someone();
    await invoiced(id, 100, '2024-01-15');
    const { signal } = new AbortController();
    const first = await checks.check(signal);
    expect(first.wrong).toEqual([]);
    await storage.get(Database).write((tx) => tx.run('UPDATE customers SET balance = balance + 7 WHERE id = ?', [id]));
    const found = await checks.check(signal);
    expect(found).toEqual({ entries: first.entries, wrong: [`customer ${id}: balance 107, postings 100`] });
    await checks.keep({ ...found, startedAt: NOON, endedAt: NOON + 5 });
    expect(await checks.last()).toEqual({ ...found, startedAt: NOON, endedAt: NOON + 5 });
    await storage.get(Database).write((tx) => tx.run('UPDATE customers SET balance = balance - 7 WHERE id = ?', [id]));
    await expect(checks.check(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });

  it('keeps to whom an invoice and a payment were, whatever the customer is called later', async () => {
    const { id } = await someone();
    const draft = await invoiced(id, 100, '2024-01-15', true);
    expect(await invoices.find(draft)).toMatchObject({ billedName: null, billedAddress: null });
    await invoices.issue(draft, act('2024-01-15'));
    const payment = await paid(id, 300, '2024-01-16', `P-${id}`);
    await customers.change(id, { name: 'Jane Married', address: 'Elsewhere' }, NOON);
    const billed = { billedName: 'Jane Wanjirũ', billedAddress: 'Main St 1\nNairobi, Kenya' };
    expect(await invoices.find(draft)).toMatchObject({ ...billed, customerName: 'Jane Married' });
    expect(await payments.find(payment)).toMatchObject({
      payerName: 'Jane Wanjirũ',
      allocations: [{ invoiceId: draft, invoiceNumber: expect.stringMatching(/^INV-202401-/), amount: 100 }],
    });
  });

  it('has a document wait for the tax authority in the transaction that makes it, where there is one', async () => {
    const reports = storage.get(TaxReportRepository);
    const { id } = await someone();
    const before = await invoiced(id, 100, '2024-01-15');
    expect(await reports.find('invoice', before)).toEqual({ status: 'none', note: null });
    const reported = { ...act('2024-01-15'), isReported: true };
    const record = { customerId: id, dueDate: '2024-02-15', notes: null, lines: [line(500)] };
    const told = await invoices.create(record, reported, false);
    await invoices.credit(told, 50, reported);
    const [note] = (await invoices.find(told))?.creditNotes ?? [];
    expect(await reports.find('invoice', told)).toEqual({ status: 'waiting', note: null });
    expect(await reports.find('credit_note', note?.id ?? 0)).toEqual({ status: 'waiting', note: null });
    const second = await invoices.create(record, reported, false);
    await invoices.void(second, reported);
    expect(await reports.find('void', second)).toEqual({ status: 'waiting', note: null });
    const waiting = await storage.get(OutboxRepository).due(new Map([[TAX_REPORT, 9]]), Date.now() + 1);
    expect(waiting.map(({ topic }) => topic).toSorted()).toEqual(
      [`invoice:${told}`, `credit_note:${note?.id}`, `invoice:${second}`, `void:${second}`].toSorted(),
    );
    await reports.mark('invoice', told, { status: 'reported', note: 'KRA-1' }, NOON);
    expect(await reports.find('invoice', told)).toEqual({ status: 'reported', note: 'KRA-1' });
    const draft = await invoices.create(record, reported, true);
    expect(await reports.find('invoice', draft)).toEqual({ status: 'none', note: null });
    await invoices.void(draft, reported);
    expect(await reports.find('void', draft)).toEqual({ status: 'none', note: null });
  });

  it('takes the rows of a file once, with those that are rejected, and goes on where it was cut off', async () => {
    const imports = storage.get(CustomerImportRepository);
    const file = { digest: 'd'.repeat(43), fileName: 'customers.csv', userId: 1 };
    const begun = await imports.begin(file, NOON);
    expect(begun).toMatchObject({ ...file, status: 'importing', rows: 0, createdAt: NOON, endedAt: null });
    const there = await someone();
    const record = (name: string) => ({
      ...{ name, email: null, phone: null, address: null, city: null, country: null, accountType: null },
      ...{ status: 'active' as const, createdAt: NOON },
    });
    const rows = {
      read: 4,
      customers: [
        { record: record('Ann'), accountNumber: null },
        { record: record('Bob'), accountNumber: 'X-1' },
        { record: record('Old'), accountNumber: there.accountNumber },
      ],
      rejects: [{ line: 5, value: 'bad', reason: 'name: expected at least 1 character' }],
    };
    const before = await customers.count({});
    expect(await imports.take(begun.id, 0, rows)).toMatchObject({ rows: 4, added: 2, known: 1, rejected: 1 });
    expect(await imports.take(begun.id, 0, rows)).toBeNull();
    expect(await customers.count({})).toBe(before + 2);
    const [bob, ann] = await customers.list({}, { limit: 2 });
    expect([ann?.name, bob?.name]).toEqual(['Ann', 'Bob']);
    const numberOf = (text = '') => Number(text.slice(5));
    expect(numberOf(bob?.accountNumber)).toBe(numberOf(there.accountNumber) + 2);
    expect((await someone()).accountNumber).toBe(`CUST-${String(numberOf(bob?.accountNumber) + 1).padStart(3, '0')}`);
    expect(await imports.begin({ ...file, fileName: 'other.csv' }, NOON + 5)).toMatchObject({ id: begun.id, rows: 4 });
    expect(await imports.rejects(begun.id, 0, 9)).toEqual(rows.rejects);
    expect(await imports.rejects(begun.id, 5, 9)).toEqual([]);
    expect(await imports.end(begun.id, 'the disk', NOON + 9)).toMatchObject({ status: 'failed', reason: 'the disk' });
    expect(await imports.end(begun.id, null, NOON + 9)).toMatchObject({
      status: 'done',
      reason: null,
      endedAt: NOON + 9,
    });
    expect(await imports.find(begun.id)).toMatchObject({ status: 'done', added: 2 });
  });

  it('tells a customer’s account over some days, with what its documents are called', async () => {
    const ledger = storage.get(LedgerRepository);
    const { id } = await someone();
    await invoiced(id, 1000, '2024-01-31');
    const second = await invoiced(id, 500, '2024-02-01');
    await paid(id, 1200, '2024-02-29', `Q-${id}`);
    await invoices.credit(second, 100, act('2024-02-10'));
    await invoiced(id, 70, '2024-03-01');
    expect(await ledger.balanceBefore(id, '2024-01-31')).toBe(0);
    expect(await ledger.balanceBefore(id, '2024-02-01')).toBe(1000);
    expect(await ledger.entriesBetween(id, '2024-02-01', '2024-02-29', 9)).toMatchObject([
      { day: '2024-02-01', kind: 'issued', amount: 500, documentName: expect.stringMatching(/^INV-202402-/) },
      { day: '2024-02-10', kind: 'credited', amount: -100, documentName: expect.stringMatching(/^CRN-202402-/) },
      { day: '2024-02-29', kind: 'paid', amount: -1200, documentName: `Q-${id}` },
    ]);
    expect(await ledger.entriesBetween(id, '2024-01-01', '2024-12-31', 2)).toHaveLength(2);
  });
}
