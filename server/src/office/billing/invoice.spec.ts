import { describe, expect, it } from '@jest/globals';
import { currencyOf } from '@signalbox/contracts/amounts';
import { MoneyService } from '../../platform/money/money.service.js';
import {
  type Invoice,
  creditOf,
  requireDraft,
  requireOpen,
  requireVersion,
  requireVoidable,
  statusOf,
} from './invoice.js';
import { linesOf } from './invoice-lines.js';

const invoice = (fields: Partial<Invoice> = {}): Invoice => ({
  id: 1,
  number: 'INV-202401-0001',
  customerId: 1,
  customerName: 'John Doe',
  state: 'issued',
  amount: 5000,
  tax: 500,
  total: 5500,
  paid: 0,
  credited: 0,
  writtenOff: 0,
  open: 5500,
  dueDate: '2024-02-15',
  notes: null,
  billedName: 'Jane Doe',
  billedAddress: null,
  userId: 1,
  version: 0,
  createdAt: 0,
  issuedAt: 0,
  voidedAt: null,
  ...fields,
});

describe('where an invoice stands', () => {
  it.each<[string, Partial<Invoice>, string]>([
    ['draft', { state: 'draft', open: 0 }, '2024-03-01'],
    ['void', { state: 'void', open: 0, paid: 0 }, '2024-03-01'],
    ['paid', { open: 0, paid: 5500 }, '2024-03-01'],
    ['overdue', { open: 10 }, '2024-02-16'],
    ['part_paid', { open: 10 }, '2024-02-15'],
    ['unpaid', {}, '2024-02-15'],
  ])('is %s', (status, fields, today) => expect(statusOf(invoice(fields), today)).toBe(status));
});

describe('a change of an invoice', () => {
  it('voids it whole, or not at all', () => {
    requireVoidable(invoice());
    requireVoidable(invoice({ state: 'draft' }));
    expect(() => requireVoidable(invoice({ state: 'void' }))).toThrow('void already');
    expect(() => requireVoidable(invoice({ writtenOff: 1 }))).toThrow('Credit the rest');
  });

  it('writes a draft anew, unless it is issued or somebody else did', () => {
    const draft = invoice({ state: 'draft', number: null, version: 3 });
    requireDraft(draft);
    requireVersion(draft, 3);
    expect(() => requireVersion(draft, 2)).toThrow('draft 1 was changed by somebody else');
    expect(() => requireDraft(invoice())).toThrow('is issued already');
  });

  it('gives up only what is open', () => {
    requireOpen(invoice());
    expect(() => requireOpen(invoice({ open: 0 }))).toThrow('is paid');
    expect(() => requireOpen(invoice({ state: 'draft' }))).toThrow('not issued yet');
  });

  it('credits net and tax in their shares, and both to the end', () => {
    expect(creditOf(invoice(), 0, 1100)).toEqual({ net: 1000, tax: 100 });
    expect(creditOf(invoice({ credited: 1100 }), 100, 4400)).toEqual({ net: 4000, tax: 400 });
    expect(creditOf(invoice({ credited: 1 }), 0, 5499)).toEqual({ net: 4999, tax: 500 });
    expect(() => creditOf(invoice({ credited: 5000 }), 0, 501)).toThrow(
      expect.objectContaining({ errors: [{ field: 'amount', message: expect.stringContaining('at most') }] }),
    );
    expect(() => creditOf(invoice({ writtenOff: 5500 }), 0, 1)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('the lines of an invoice', () => {
  const money = new MoneyService(currencyOf('KES'));
  const line = (fields: object) => ({ description: 'Internet', quantity: 1, unit_price: 100, ...fields });

  it('are computed to the cent', () => {
    expect(linesOf([line({ quantity: 3, unit_price: 33.33, tax_rate: 16 })], money)).toEqual([
      { description: 'Internet', quantity: 3000, unitPrice: 3333, taxRate: 16_000, amount: 9999, tax: 1600 },
    ]);
    expect(linesOf([line({ quantity: '0.125', unit_price: '0.99', tax: 0.5 })], money)).toMatchObject([
      { quantity: 125, amount: 12, taxRate: null, tax: 50 },
    ]);
    expect(linesOf([line({ unit_price: 0 }), line({})], money)).toHaveLength(2);
  });

  it.each([
    [{ unit_price: -1 }, 'lines.0.unit_price', 'not negative'],
    [{ unit_price: 1.005 }, 'lines.0.unit_price', 'at most 2 decimals'],
    [{ unit_price: 'free' }, 'lines.0.unit_price', 'expected an amount'],
    [{ quantity: 0 }, 'lines.0.quantity', 'above zero'],
    [{ quantity: 1.0001 }, 'lines.0.quantity', 'expected at most 3 decimals'],
    [{ quantity: 2_000_000 }, 'lines.0.quantity', 'at most 1000000'],
    [{ quantity: 1000, unit_price: 9_999_999_999 }, 'lines.0', 'at most'],
    [{ tax_rate: 101 }, 'lines.0.tax_rate', 'at most 100'],
    [{ unit_price: 0 }, 'lines', 'a total above zero'],
  ])('refuse %j, and name what is wrong', (fields, field, message) => {
    expect(() => linesOf([line(fields)], money)).toThrow(
      expect.objectContaining({ errors: [{ field, message: expect.stringContaining(message) }] }),
    );
  });
});
