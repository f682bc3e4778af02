import { describe, expect, it } from '@jest/globals';
import { type Attempt, callbackVerdict, nextQueryAfter, verdictOf } from './attempt.js';

const attempt = (fields: Partial<Attempt> = {}): Attempt => ({
  id: 1,
  customerId: 1,
  invoiceId: null,
  amount: 5_500,
  phone: '+254712345678',
  shortcode: '174379',
  reference: 'CUST-001',
  state: 'pending',
  checkoutId: 'ws_CO_1',
  resultCode: null,
  result: null,
  claim: null,
  receipt: null,
  paymentId: null,
  queries: 0,
  nextQueryAt: 0,
  userId: 1,
  version: 0,
  createdAt: 0,
  endedAt: null,
  ...fields,
});
const claim = { receipt: 'NLJ7RT61SV', amount: 5_500 };
const says = (code: string, receipt: string | null = null) => {
  return { checkoutId: 'ws_CO_1', code, text: '', receipt, amount: receipt && '55', phone: null };
};

describe('what M-Pesa says of an attempt when it is asked', () => {
  const cancelled = { is: 'not paid', code: '1032', text: 'cancelled' } as const;

  it('is booked when it was paid, whatever was said before', () => {
    for (const state of ['pending', 'failed', 'unknown'] as const) {
      expect(verdictOf(attempt({ state }), { is: 'paid' }, 0)).toEqual({ do: 'book' });
    }
  });

  it('is the end when it was not', () => {
    expect(verdictOf(attempt(), cancelled, 0)).toEqual({ do: 'fail', code: '1032', text: 'cancelled' });
  });

  it('is waited for while it is open, for a day', () => {
    const open = { is: 'open', text: 'still processing' } as const;
    expect(verdictOf(attempt(), open, 86_400_000)).toEqual({ do: 'wait', text: 'still processing' });
    expect(verdictOf(attempt(), open, 86_400_001)).toMatchObject({ do: 'fail', code: 'unknown' });
  });

  it('is asked again when a callback says otherwise, and believed in the end', () => {
    expect(verdictOf(attempt({ claim, queries: 3 }), cancelled, 0)).toMatchObject({ do: 'wait' });
    expect(verdictOf(attempt({ claim, queries: 4 }), cancelled, 0)).toMatchObject({ do: 'fail', code: '1032' });
  });

  it('is asked less and less often', () => {
    expect([0, 1, 2, 30].map(nextQueryAfter)).toEqual([15_000, 30_000, 60_000, 600_000]);
  });
});

describe('what a callback changes', () => {
  it('is a claim, also of what was cancelled, timed out or refused', () => {
    for (const state of ['created', 'pending', 'unknown', 'refused', 'failed'] as const) {
      expect(callbackVerdict(attempt({ state }), says('0', 'NLJ7RT61SV'))).toBe('claim');
    }
  });

  it('is nothing the second time', () => {
    expect(callbackVerdict(attempt({ claim }), says('0', 'NLJ7RT61SV'))).toBe('nothing');
    expect(callbackVerdict(attempt({ state: 'paid', receipt: 'NLJ7RT61SV' }), says('0', 'NLJ7RT61SV'))).toBe('nothing');
  });

  it('is the receipt alone where a query has settled it', () => {
    expect(callbackVerdict(attempt({ state: 'paid' }), says('0', 'NLJ7RT61SV'))).toBe('receipt');
  });

  it('is nothing without a receipt, and a failure does not undo what was paid or claimed', () => {
    expect(callbackVerdict(attempt(), says('0'))).toBe('nothing');
    expect(callbackVerdict(attempt(), says('1032'))).toBe('fail');
    expect(callbackVerdict(attempt({ state: 'paid' }), says('1032'))).toBe('nothing');
    expect(callbackVerdict(attempt({ claim }), says('1032'))).toBe('nothing');
  });
});
