import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../platform/config/config.js';
import { MoneyService } from '../../platform/money/money.service.js';
import type { InvoiceDetail } from '../billing/invoice.js';
import type { NamedEntry } from '../billing/ledger.js';
import { companyOf } from '../company/company.js';
import type { Customer } from '../customers/customer.js';
import type { PaymentDetail } from '../payments/payment.js';
import { figure, figureOf } from './figures.js';
import { type Office, creditNotePaper, invoicePaper } from './invoice-paper.js';
import { receiptPaper } from './payment-paper.js';
import { setPaper } from './press/set-paper.js';
import { statementPaper } from './statement-paper.js';

const kes = new MoneyService({ code: 'KES', decimals: 2 });
const ugx = new MoneyService({ code: 'UGX', decimals: 0 });
const NOON = Date.UTC(2024, 0, 15, 12);
const office: Office = {
  company: { ...companyOf(readConfig({}).env.COMPANY_NAME), payInstructions: 'Paybill 123' },
  money: kes,
  dayOf: (millis) => new Date(millis).toISOString().slice(0, 10),
};
const customer = {
  id: 1,
  accountNumber: 'CUST-001',
  name: 'Jane Roe',
  address: 'Main St 1',
  city: 'Nairobi',
  country: null,
} as Customer;
const invoice = (fields: Partial<InvoiceDetail> = {}): InvoiceDetail => ({
  id: 7,
  number: 'INV-202401-0001',
  customerId: 1,
  customerName: 'Jane Roe',
  billedName: 'Jane Doe',
  billedAddress: 'Old St 2\nNairobi',
  state: 'issued',
  ...{ amount: 250_000, tax: 40_000, total: 290_000, paid: 90_000, credited: 0, writtenOff: 0, open: 200_000 },
  dueDate: '2024-01-31',
  notes: null,
  userId: 1,
  version: 1,
  ...{ createdAt: NOON, issuedAt: NOON, voidedAt: null },
  lines: [
    { description: 'Internet', quantity: 1500, unitPrice: 166_667, taxRate: 16_000, amount: 250_000, tax: 40_000 },
  ],
  allocations: [],
  creditNotes: [],
  ...fields,
});
const payment = (fields: Partial<PaymentDetail> = {}): PaymentDetail => ({
  id: 3,
  customerId: 1,
  customerName: 'Jane Doe',
  payerName: 'Jane Doe',
  invoiceId: null,
  amount: 100_000,
  method: 'mpesa',
  reference: 'QK1',
  note: null,
  status: 'completed',
  ...{ unallocated: 10_000, refunded: 0, userId: 1, version: 1, createdAt: NOON, completedAt: NOON },
  allocations: [{ invoiceId: 7, invoiceNumber: 'INV-202401-0001', amount: 90_000 }],
  refunds: [],
  ...fields,
});
const labels = (sums: { label: string; value: string }[]) => sums.map(({ label, value }) => `${label} ${value}`);

describe('a figure', () => {
  it.each([
    [123_456_789, '1,234,567.89'],
    [100_000, '1,000.00'],
    [-5, '-0.05'],
    [0, '0.00'],
  ])('%d cents is %s', (minor, text) => expect(figure(minor, kes)).toBe(text));
  it('has its currency, and no more decimals than that', () => {
    expect([figureOf(1_500_000, ugx), figureOf(150, kes)]).toEqual(['1,500,000 UGX', '1.50 KES']);
  });
});

describe('the paper of an invoice', () => {
  it('has its lines, its sums, and the customer as it was issued to', () => {
    const paper = invoicePaper(invoice(), office);
    expect(paper).toMatchObject({ title: 'Invoice', name: 'INV-202401-0001', stamp: null });
    expect(paper.to).toEqual(['Jane Doe', 'Old St 2', 'Nairobi']);
    expect(paper.rows).toEqual([['Internet', '1.5', '1,666.67', '16 %', '2,500.00']]);
    const sums = ['Net 2,500.00', 'Tax 400.00', 'Total 2,900.00 KES', 'Paid -900.00', 'Left to pay 2,000.00 KES'];
    expect(labels(paper.sums)).toEqual(sums);
    expect(paper.notes).toEqual([['How to pay', 'Paybill 123']]);
  });

  it('says so when it is a draft or void, and asks for no money then', () => {
    const draft = invoicePaper(
      invoice({ state: 'draft', number: null, billedName: null, billedAddress: null, issuedAt: null, open: 0 }),
      office,
    );
    expect(draft).toMatchObject({ name: 'draft 7', stamp: 'DRAFT', to: ['Jane Roe'], notes: [] });
    const gone = invoicePaper(invoice({ state: 'void', paid: 0, open: 0, voidedAt: NOON }), office);
    expect(gone).toMatchObject({ stamp: 'VOID', notes: [] });
    expect(gone.facts).toContainEqual(['Void since', '2024-01-15']);
    expect(labels(gone.sums)).toHaveLength(3);
  });

  it('asks for nothing when it is paid', () => {
    expect(invoicePaper(invoice({ paid: 290_000, open: 0 }), office).notes).toEqual([]);
  });
});

it('a credit note names its invoice', () => {
  const note = { id: 1, number: 'CRN-202401-0001', amount: 86, tax: 14, total: 100, reason: 'Down', createdAt: NOON };
  const paper = creditNotePaper(note, invoice(), office);
  expect(paper).toMatchObject({
    title: 'Credit note',
    name: 'CRN-202401-0001',
    to: ['Jane Doe', 'Old St 2', 'Nairobi'],
  });
  expect(paper.facts).toContainEqual(['Of invoice', 'INV-202401-0001']);
  expect(labels(paper.sums).at(-1)).toBe('Total credited 1.00 KES');
});

describe('a receipt', () => {
  it('says from whom, what for, and what is left of it', () => {
    const paper = receiptPaper(payment(), customer, office);
    expect(paper.to[0]).toBe('Jane Doe');
    expect(paper.rows).toEqual([['Invoice INV-202401-0001', '900.00']]);
    expect(labels(paper.sums)).toEqual(['Kept as credit 100.00', 'Received 1,000.00 KES']);
  });
  it.each([
    ['pending', 'NOT RECEIVED'],
    ['cancelled', 'CANCELLED'],
  ] as const)('of a %s one is none', (status, stamp) => {
    expect(receiptPaper(payment({ status, payerName: null }), customer, office)).toMatchObject({ stamp });
  });
});

it('a statement runs from the balance before to the balance then', () => {
  const entry = (id: number, kind: NamedEntry['kind'], document: NamedEntry['document'], amount: number) =>
    ({ id, day: '2024-01-15', kind, document, documentId: id, documentName: null, amount }) as NamedEntry;
  const entries = [
    entry(1, 'issued', 'invoice', 290_000),
    entry(2, 'paid', 'payment', -500_000),
    entry(3, 'refunded', 'refund', 10_000),
  ];
  const paper = statementPaper(
    customer,
    { opening: 5_000, entries, closing: -195_000 },
    ['2024-01-01', '2024-01-31'],
    office,
  );
  expect(paper.rows).toEqual([
    ['2024-01-01', 'Balance before', '', '', '50.00'],
    ['2024-01-15', 'Invoice 1', '2,900.00', '', '2,950.00'],
    ['2024-01-15', 'Payment 2', '', '5,000.00', '-2,050.00'],
    ['2024-01-15', 'Money given back', '100.00', '', '-1,950.00'],
  ]);
  expect(labels(paper.sums)).toEqual(['Your credit 1,950.00 KES']);
  expect(paper.notes).toEqual([]);
});

it('is set as a PDF, whatever is written in it', async () => {
  const lines = invoice().lines.map((line) => ({
    ...line,
    description: 'file:///etc/passwd http://127.0.0.1/ محمد علي 🎉',
  }));
  const pdf = await setPaper(invoicePaper(invoice({ lines, billedName: 'Ọláńrewájú '.repeat(10) }), office));
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
});
