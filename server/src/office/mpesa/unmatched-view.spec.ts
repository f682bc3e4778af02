import { describe, expect, it } from '@jest/globals';
import type { Incoming } from './incoming.js';
import { suggestionsOf } from './unmatched-view.js';

const row: Incoming = {
  id: 1,
  source: 'c2b',
  receipt: 'RKTQDM7W6S',
  attemptId: null,
  shortcode: '600638',
  amount: 1_000,
  phone: '2547****149',
  payer: 'JANE WANJIKU',
  reference: 'CUST-13',
  paidAt: 0,
  state: 'unmatched',
  reason: 'unknown_account',
  paymentId: null,
  customerId: null,
  note: null,
  version: 0,
  createdAt: 0,
  resolvedAt: null,
};
const someone = (customerId: number, fields = {}) => {
  return { customerId, name: 'Somebody', accountNumber: 'CUST-900', phone: null, ...fields };
};

describe('whose a payment may be', () => {
  const named = (all: Parameters<typeof suggestionsOf>[1]) =>
    suggestionsOf(row, all).map(({ customer_id, why }) => [customer_id, why]);
  const [near, far] = [someone(1, { accountNumber: 'CUST-012' }), someone(3)];

  it('is said with why, the likeliest first', () => {
    expect(named([far, near])).toEqual([
      [1, ['account_number']],
      [3, []],
    ]);
  });

  it('names nobody that less speaks for behind those that several things do', () => {
    const jane = someone(2, { name: 'Jane A. Wanjiku', phone: '+254700000149' });
    const asked = someone(4, { phone: '+254700000149', accountNumber: 'CUST-012', name: 'Wanjiku Jane' });
    expect(named([near, jane, asked, far])).toEqual([
      [4, ['phone', 'account_number', 'name']],
      [2, ['phone', 'name']],
    ]);
  });

  it('is no more than five', () => {
    expect(
      suggestionsOf(
        row,
        Array.from({ length: 9 }, (_, id) => someone(id)),
      ),
    ).toHaveLength(5);
  });
});
