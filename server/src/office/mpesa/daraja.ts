import type { C2bCall, StkCallback } from '@signalbox/contracts/office/mpesa';
import { zonedTime } from '../../platform/common/zoned-time.js';

/** What M-Pesa moves, and how little and much at a time, in whole units. */
export const MPESA_CURRENCY = 'KES';
export const MPESA_LIMITS = { from: 1, to: 250_000 };
const ZONE = 'Africa/Nairobi';

/** What is known of results; others are shown with the words that came with them. */
const RESULTS = new Map([
  ['0', 'paid'],
  ['1', 'the balance is too low'],
  ['17', 'the same amount was asked for within two minutes'],
  ['1019', 'it was not answered in time'],
  ['1025', 'the request could not be shown'],
  ['1032', 'the payer cancelled it'],
  ['1037', 'the phone could not be reached'],
  ['2001', 'the PIN was wrong'],
  ['8006', 'the payer is locked'],
]);
/** An error of a query that says: ask again later. */
export const STILL_PROCESSING = '500.001.1001';
/** And a result of one that says the same. */
export const STILL_OPEN_RESULT = '4999';
export const INVALID_TOKEN = '404.001.03';

export const resultText = (code: string, text: string): string => RESULTS.get(code) ?? (text || `result ${code}`);
export const isKnownResult = (code: string): boolean => RESULTS.has(code);

/** `YYYYMMDDHHmmss`, as M-Pesa's clocks show it. */
export const timestampOf = (millis: number): string => zonedTime(millis, ZONE).replaceAll(/\D/g, '');

/** Epoch milliseconds of the same; null of what is none. */
export function momentOf(timestamp: string): number | null {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp) ?? [];
  const millis = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}+03:00`);
  return Number.isNaN(millis) ? null : millis;
}

export const passwordOf = (shortcode: string, passkey: string, timestamp: string): string =>
  Buffer.from(`${shortcode}${passkey}${timestamp}`).toString('base64');

/** What a callback says of a payment that was asked for. */
export interface StkResult {
  checkoutId: string;
  code: string;
  text: string;
  /** Of one that was paid. */
  receipt: string | null;
  amount: string | null;
  phone: string | null;
}

export function resultOf({ Body: { stkCallback: call } }: StkCallback): StkResult {
  const valueOf = (name: string): string | null => {
    const value = call.CallbackMetadata?.Item.find((item) => item.Name === name)?.Value;
    return value === undefined || value === '' ? null : String(value);
  };
  return {
    checkoutId: call.CheckoutRequestID,
    code: String(call.ResultCode).trim(),
    text: call.ResultDesc.slice(0, 200),
    receipt: valueOf('MpesaReceiptNumber')?.trim().toUpperCase() ?? null,
    amount: valueOf('Amount'),
    phone: valueOf('PhoneNumber'),
  };
}

/** A payment to the shortcode, as it was said. */
export interface C2bPayment {
  receipt: string;
  /** Decimal text. */
  amount: string;
  shortcode: string;
  reference: string | null;
  phone: string | null;
  payer: string | null;
  paidAt: number;
}

const text = (value: string | number | null | undefined, max: number): string | null => {
  const trimmed = String(value ?? '').trim();
  return trimmed === '' ? null : trimmed.slice(0, max);
};

/** Null of what cannot be a payment: without a receipt, or an amount. */
export function c2bOf(call: C2bCall, now: number): C2bPayment | null {
  const receipt = text(call.TransID, 32)?.toUpperCase();
  const amount = text(call.TransAmount, 20);
  if (receipt === undefined || amount === null || !/^[A-Z0-9]{4,32}$/.test(receipt)) return null;
  const names = [call.FirstName, call.MiddleName, call.LastName].map((name) => text(name, 60));
  return {
    receipt,
    amount,
    shortcode: text(call.BusinessShortCode, 16) ?? '',
    reference: text(call.BillRefNumber, 64),
    phone: text(call.MSISDN, 64),
    payer: text(names.filter((name) => name !== null).join(' '), 120),
    paidAt: momentOf(text(call.TransTime, 14) ?? '') ?? now,
  };
}
