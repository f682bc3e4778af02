import type { InvoiceDetail } from '@signalbox/contracts/office/invoices';
import type { TaxReport } from '@signalbox/contracts/office/tax-reports';
import { describe, expect, it } from 'vitest';
import { TAX_REPORTS } from '../ui/office/words';
import { toldOf } from './tax-reports';

const invoice = { number: 'INV-202611-0001', credit_notes: [{ id: 3, number: 'CN-202611-0001' }] } as InvoiceDetail;
const nobody = { status: 'none', note: null } as const;

describe('what the tax authority is told of an invoice', () => {
  it('is nothing where nobody is told', () => {
    const report = { configured: false, ...nobody, void: nobody, credit_notes: [{ id: 3, ...nobody }] };
    expect(toldOf(invoice, report)).toEqual([]);
  });

  it('is the invoice, its credit notes, and that it is void, each by its name', () => {
    const report: TaxReport = {
      configured: true,
      status: 'reported',
      note: 'KRA-7',
      void: { status: 'waiting', note: null },
      credit_notes: [{ id: 3, status: 'failed', note: 'no such PIN' }],
    };
    expect(toldOf(invoice, report)).toEqual([
      { name: 'INV-202611-0001', state: TAX_REPORTS.reported, note: 'KRA-7' },
      { name: 'CN-202611-0001', state: TAX_REPORTS.failed, note: 'no such PIN' },
      { name: 'That it is void', state: TAX_REPORTS.waiting, note: null },
    ]);
  });
});
