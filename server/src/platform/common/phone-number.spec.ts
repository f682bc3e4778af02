import { describe, expect, it } from '@jest/globals';
import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
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

  it('is the same in its national forms with and without the short way, in every country', () => {
    const wrong: unknown[] = [];
    let valid = 0;
    for (const country of getCountries()) {
      for (const written of nationalForms(country)) {
        const parsed = parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
        const expected = parsed?.isValid() ? parsed.number : null;
        if (expected !== null) valid++;
        const found = toE164(written, country);
        if (found !== expected) wrong.push({ country, written, found, expected });
      }
    }
    expect(wrong).toEqual([]);
    expect(valid).toBeGreaterThan(20_000);
  });

  it('names its field when it is required', () => {
    expect(() => requireE164('to', 'nobody', 'KE')).toThrow(
      expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field: 'to' })] }),
    );
  });
});

/** Numbers as people of a country write them, right and nearly right: its example with other digits, and what is around it. */
function nationalForms(country: CountryCode): string[] {
  const example = getExampleNumber(country, examples);
  if (!example) return [];
  const { nationalNumber, countryCallingCode } = example;
  const others = Array.from({ length: 40 }, (_, index) => otherDigits(nationalNumber, index));
  const lengths = [nationalNumber, nationalNumber.slice(0, -1), nationalNumber.slice(1), `${nationalNumber}0`];
  return [...lengths, ...others].flatMap((number) => [
    number,
    ...[
      '0',
      '1',
      '8',
      '00',
      '06',
      '000',
      '011',
      countryCallingCode,
      `${countryCallingCode}0`,
      `0${countryCallingCode}`,
    ].map((before) => before + number),
    `${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)}`,
    `0${number.slice(0, 3)} ${number.slice(3)}`,
  ]);
}

/** Another digit at the beginning, which tells operators and areas apart, or at a place further on. */
const otherDigits = (number: string, index: number): string => {
  const at = Math.floor(index / 10) % number.length;
  return `${number.slice(0, at)}${index % 10}${number.slice(at + 1)}`;
};
