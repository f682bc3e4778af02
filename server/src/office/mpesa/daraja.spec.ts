import { describe, expect, it } from '@jest/globals';
import { c2bOf, momentOf, passwordOf, resultOf, resultText, timestampOf } from './daraja.js';

const NOON = Date.parse('2024-01-15T12:00:00Z');

describe("Daraja's forms", () => {
  it('have the time of Nairobi', () => {
    expect(timestampOf(NOON)).toBe('20240115150000');
    expect(momentOf('20240115150000')).toBe(NOON);
    expect(momentOf('20241515150000')).toBeNull();
    expect(momentOf('')).toBeNull();
  });

  it('have a password of shortcode, passkey and time', () => {
    expect(Buffer.from(passwordOf('174379', 'key', '20240115150000'), 'base64').toString()).toBe(
      '174379key20240115150000',
    );
  });

  it('say in words what a result means', () => {
    expect(resultText('1032', 'Request cancelled by user')).toBe('the payer cancelled it');
    expect(resultText('4711', 'Something new')).toBe('Something new');
    expect(resultText('4711', '')).toBe('result 4711');
  });
});

describe('a callback', () => {
  const call = (fields: object) =>
    resultOf({
      Body: { stkCallback: { CheckoutRequestID: 'ws_CO_1', ResultCode: 0, ResultDesc: 'ok', ...fields } },
    });

  it('of a payment has receipt and amount, some values may lack', () => {
    const Item = [
      { Name: 'Amount', Value: 5500 },
      { Name: 'MpesaReceiptNumber', Value: 'nlj7rt61sv' },
      { Name: 'Balance' },
      { Name: 'TransactionDate', Value: 20240115150000 },
      { Name: 'PhoneNumber', Value: 254712345678 },
    ];
    expect(call({ CallbackMetadata: { Item } })).toEqual({
      checkoutId: 'ws_CO_1',
      code: '0',
      text: 'ok',
      receipt: 'NLJ7RT61SV',
      amount: '5500',
      phone: '254712345678',
    });
  });

  it('of a failure has no more than its code', () => {
    expect(call({ ResultCode: '1032' })).toMatchObject({ code: '1032', receipt: null, amount: null });
  });
});

describe('a payment to the shortcode', () => {
  const call = {
    TransactionType: 'Pay Bill',
    TransID: 'RKTQDM7W6S',
    TransTime: '20240115150000',
    TransAmount: '10.00',
    BusinessShortCode: '600638',
    BillRefNumber: ' cust-001 ',
    MSISDN: '25470****149',
    FirstName: 'John',
    MiddleName: '',
    LastName: 'Doe',
  };

  it('is read with what is empty left out', () => {
    expect(c2bOf(call, 0)).toEqual({
      receipt: 'RKTQDM7W6S',
      amount: '10.00',
      shortcode: '600638',
      reference: 'cust-001',
      phone: '25470****149',
      payer: 'John Doe',
      paidAt: NOON,
    });
    expect(c2bOf({ ...call, TransTime: '' }, 5)?.paidAt).toBe(5);
  });

  it.each([{ TransID: '' }, { TransAmount: '' }, { TransID: 'no receipt at all' }])('is none with %o', (fields) => {
    expect(c2bOf({ ...call, ...fields }, 0)).toBeNull();
  });
});
