import { describe, expect, it } from '@jest/globals';
import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { isPlainE164, plainNational } from './number-forms.js';

describe('the short way', () => {
  it('takes in E.164 nothing that the parser refuses, in every country', () => {
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples)?.number ?? '';
      // One digit less or more is for the parser to judge.
      for (const near of [number, number.slice(0, -1), `${number}0`]) {
        if (isPlainE164(near)) expect([near, parsePhoneNumberFromString(near)?.isValid()]).toEqual([near, true]);
      }
    }
  });

  it('reads national forms as the parser does, in every country', () => {
    const wrong: unknown[] = [];
    let read = 0;
    for (const country of getCountries()) {
      for (const written of nationalForms(country)) {
        const found = plainNational(written, country);
        if (found === null) continue;
        read++;
        const parsed = parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
        const expected = parsed?.isValid() ? parsed.number : null;
        if (found !== expected) wrong.push({ country, written, found, expected });
      }
    }
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(10_000);
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
