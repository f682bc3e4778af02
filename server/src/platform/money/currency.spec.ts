import { describe, expect, it } from '@jest/globals';
import { currencyOfCountry, isCurrency } from './currency.js';

describe('the currency of a country', () => {
  it.each([
    ['KE', 'KES'],
    ['UG', 'UGX'],
    ['DE', 'EUR'],
    ['ZZ', null],
  ])('of %s is %s', (country, code) => expect(currencyOfCountry(country)).toBe(code));

  it('is one that there is', () => expect([isCurrency('XXY'), isCurrency('KES')]).toEqual([false, true]));
});
