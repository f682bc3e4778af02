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
  it('is said with why, the likeliest first', () => {
    const all = [
      someone(1, { accountNumber: 'CUST-012' }),
      someone(2, { name: 'Jane A. Wanjiku', phone: '+254700000149' }),
      someone(3),
    ];
    expect(suggestionsOf(row, all).map(({ customer_id, why }) => [customer_id, why])).toEqual([
      [2, ['phone', 'name']],
      [1, ['account_number']],
      [3, []],
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
