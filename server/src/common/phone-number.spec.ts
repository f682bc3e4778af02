import { describe, expect, it } from '@jest/globals';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { requireE164, toE164 } from './phone-number.js';

describe('a phone number', () => {
  it.each([
    ['+254712345678', '+254712345678'],
    ['0712345678', '+254712345678'],
    ['0712 345-678', '+254712345678'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+254 0712 345678', '+254712345678'],
  ])('%s is %s in E.164', (input, expected) => {
    expect(toE164(input, 'KE')).toBe(expected);
  });

  it.each(['', 'abc', '12', '+', '+254', '+2547123456789012345', '+254712345678; drop', '٠٧١٢', '+999712345678'])(
    '%j is none',
    (input) => {
      expect(toE164(input, 'KE')).toBeNull();
    },
  );

  it('is the same with and without the short way, in every country', () => {
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples)?.number ?? '';
      expect([country, toE164(number, 'KE')]).toEqual([country, parsePhoneNumberFromString(number)?.number ?? null]);
      // One digit less or more is for the parser to judge.
      for (const near of [number.slice(0, -1), `${number}0`]) {
        const parsed = parsePhoneNumberFromString(near);
        expect([near, toE164(near, 'KE')]).toEqual([near, parsed?.isValid() ? parsed.number : null]);
      }
    }
  });

  it('names its field when it is required', () => {
    expect(() => requireE164('to', 'nobody', 'KE')).toThrow(
      expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field: 'to' })] }),
    );
  });
});
