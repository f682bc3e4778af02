import { describe, expect, it } from '@jest/globals';
import { officeError } from './office-error.filter.js';

const message = (status: number, errors?: { field: string; message: string }[], title = 'Bad Request') =>
  officeError({ status, title, detail: 'What went wrong.', errors }).message;

describe('an error of the back office', () => {
  it.each([
    ['email', 'is required', 'Email is required'],
    ['customer_id', 'is required', 'Customer id is required'],
    ['reference', 'expected the receipt', 'Reference number: expected the receipt'],
    ['lines.0.unit_price', 'expected an amount', 'Amount: expected an amount'],
    ['phone', 'or email is required', 'Phone or email is required'],
  ])('of %s that %s is "%s"', (field, what, sentence) => {
    expect(
      message(400, [
        { field, message: what },
        { field: 'other', message: 'is required' },
      ]),
    ).toBe(sentence);
  });

  it('says what went wrong where no field did', () => {
    expect(message(404)).toBe('What went wrong.');
    expect(message(409, [{ field: 'reference', message: 'taken' }])).toBe('What went wrong.');
    expect(message(400)).toBe('What went wrong.');
  });

  it('tells a wrong password from a token that is not valid', () => {
    expect(message(401, undefined, 'Unauthorized')).toBe('Unauthorized - Invalid or expired token');
    expect(message(401, undefined, 'Not signed in')).toBe('What went wrong.');
    expect(message(500)).toBe('An unexpected error occurred');
  });
});
