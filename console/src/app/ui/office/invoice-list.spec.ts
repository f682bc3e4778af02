import { expect, it } from 'vitest';
import { invoiceLimits } from './invoice-list';

const any = { status: '', span: '', customer: '' };
const limits = (status: string) => invoiceLimits({ ...any, status }, new Date());

it('an address asks for open invoices, or for those of one status', () => {
  expect(limits('open')).toEqual({ open: 'true', customer_id: '' });
  expect(limits('overdue')).toEqual({ status: 'overdue', customer_id: '' });
});
