import { describe, expect, it } from '@jest/globals';
import { UnknownCountries, readOldPair } from './old-pair.js';

describe('a pair of the country-operator system', () => {
  const read = (old: object, unknown = new UnknownCountries([])) => readOldPair(old, unknown);

  it.each([
    ['Kenya', 'KE', 'Kenya'],
    ['KE', 'KE', null],
    ['ken', 'KE', 'ken'],
    [' Uganda ', 'UG', 'Uganda'],
  ])('of %s is of %s', (country, code, label) => {
    expect(read({ country, operator: ' Airtel ', is_high_priority: true })).toEqual({
      country: code,
      countryLabel: label,
      operator: 'Airtel',
      isHighPriority: true,
      active: true,
    });
  });

  it('of an unknown country is inactive, with a code of its own', () => {
    const unknown = new UnknownCountries([{ country: 'ZZ', countryLabel: 'Atlantis' }]);
    const codes = ['atlantis', 'Lemuria', 'Thule', 'Lemuria'].map((country) =>
      read({ country, operator: 'x' }, unknown),
    );
    expect(codes.map(({ country }) => country)).toEqual(['ZZ', 'QM', 'QN', 'QM']);
    expect(codes.map(({ active }) => active)).toEqual([false, false, false, false]);
    expect(codes[1]?.countryLabel).toBe('Lemuria');
  });

  it.each([
    [true, true],
    ['True', true],
    [1, true],
    [false, false],
    ['false', false],
    [0, false],
    [undefined, false],
    [{ no: 'flag' }, false],
  ])('with the flag %j has %s', (is_high_priority, flag) => {
    expect(read({ country: 'KE', operator: 'x', is_high_priority }).isHighPriority).toBe(flag);
  });

  it.each([
    [{}],
    [{ country: null, operator: 7 }],
    [{ country: ['KE'], operator: '\u0000' }],
    [{ country: 'x'.repeat(500) }],
  ])('is read whatever it is: %j', (old) => {
    const { country, countryLabel, operator, active } = read(old);
    expect(active).toBe(false);
    expect(country).toMatch(/^[A-Z]{2}$/);
    expect(countryLabel).toMatch(/^.{1,64}$/);
    expect(operator).toMatch(/^.{1,64}$/);
  });
});
