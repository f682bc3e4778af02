import { describe, expect, it } from '@jest/globals';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { requireE164, toE164 } from './phone-number.js';

const ANN = '+254712345678';

describe('a phone number', () => {
  it.each([
    ['+254712345678', ANN],
    ['0712345678', ANN],
    ['0712 345-678', ANN],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+254 0712 345678', ANN],
    ['(+254) 712.345.678', ANN],
    ['+49 30/90249030', '+493090249030'],
  ])('%s is %s in E.164', (input, expected) => {
    expect(toE164(input, 'KE')).toBe(expected);
  });

  it.each(['', 'abc', '12', '+', '+254', '+2547123456789012345', '+254712345678; drop', '٠٧١٢', '+999712345678'])(
    '%j is none',
    (input) => {
      expect(toE164(input, 'KE')).toBeNull();
    },
  );

  it.each([
    ['invisible marks', '\u202a+254712345678\u202c'],
    ['invisible marks within', '0712\u200b345\u2060678\ufeff'],
    ['blanks that do not break', '\u00a00712\u202f345\u00a0678'],
    ['an apostrophe', "'0712345678"],
    ['a typographic one', '’0712345678'],
    ['a text’s formula', '="0712345678"'],
    ['quotation marks', '"0712345678"'],
    ['decimals', '254712345678.0'],
    ['decimals after a comma', '254712345678,00'],
    ['a whole mantissa', '2.54712345678E+11'],
    ['a whole mantissa with zeros behind', '2.547123456780E+11'],
    ['a mantissa of another width', '25.4712345678E+10'],
    ['an exponent of 0', '254712345678E0'],
    ['an exponent of three digits', '2.54712345678E+011'],
    ['a whole mantissa with a comma', '2,54712345678e11'],
    ['a link’s scheme', 'tel:+254-712-345-678'],
    ['the sign of a form’s export', 'p:+254712345678'],
    ['digits of full width', '０７１２３４５６７８'],
    ['a plus before a national number', '+0712345678'],
  ])('is read with %s', (_, input) => {
    expect(toE164(input, 'KE')).toBe(ANN);
  });

  it.each([
    ['00254712345678', 'KE', ANN],
    ['00 254 712 345 678', 'KE', ANN],
    ['+00254712345678', 'KE', ANN],
    ['00254712345678', 'US', ANN],
    ['00254712345678', 'DE', ANN],
    ['00256772345678', 'KE', '+256772345678'],
    ['000254712345678', 'KE', ANN],
  ])('%s is international in %s', (input, country, expected) => {
    expect(toE164(input, country)).toBe(expected);
  });

  it.each([
    ['256772345678', '+256772345678'],
    ['255 754 123 456', '+255754123456'],
    ['447911123456', '+447911123456'],
    ['712345678', ANN],
    ['254712345678', ANN],
  ])('%s in Kenya is %s, since it can be nothing else', (input, expected) => {
    expect(toE164(input, 'KE')).toBe(expected);
  });

  it.each(['71234567890', '07123456789', '4420718375', '256772345', '256 41 4123456'])(
    '%s is no number of another country',
    (input) => {
      expect(toE164(input, 'KE')).toBeNull();
    },
  );

  it.each([
    '0712345684;0712345685',
    '0712345684,,0712345685',
    '0712345684, 0712345685',
    '0712345684 ext 0712345685',
    '0712345684 x 0712345685',
    '0712345684x0712345685',
    '0712345684#0712345685',
    '0712345684/0712345685',
    '0712345684 / 0712345685',
    '0712345684|0712345685',
    '0712345684 or 0712345685',
    '0712345684 & 0712345685',
    '0712345684\n0712345685',
    '0712345684\t0712345685',
    '0712345684 0712345685',
    '+254712345684+254712345685',
    '+254712345684;ext=0712345685',
    '0712345684~0712345685',
  ])('%j is two, of which none is dropped', (input) => {
    expect(toE164(input, 'KE')).toBeNull();
    expect(() => requireE164('to', input, 'KE')).toThrow(
      expect.objectContaining({
        errors: [{ field: 'to', message: 'expected one phone number: there are two numbers in one field' }],
      }),
    );
  });

  it.each([
    ['0712345684 ext 12', /with an extension gets no messages/],
    ['0712345684x12', /with an extension gets no messages/],
    ['2.54712E+11', /a spreadsheet rounded/],
    ['nobody', /international \(\+254712345678\) or national to KE/],
  ])('is refused in words that say why: %s', (input, message) => {
    expect(() => requireE164('to', input, 'KE')).toThrow(
      expect.objectContaining({ errors: [{ field: 'to', message: expect.stringMatching(message) }] }),
    );
  });

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
