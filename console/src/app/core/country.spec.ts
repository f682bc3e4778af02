import { describe, expect, it } from 'vitest';
import { codeOf, countries, countriesLike, countryName } from './country';

describe('countries', () => {
  const all = countries();

  it('have names', () => {
    expect(countryName('KE')).toBe('Kenya');
    expect(countryName('not a code')).toBe('not a code');
  });

  it('are those of today: no dissolved ones, no regions, no others', () => {
    const codes = all.map(({ code }) => code);
    expect(codes).toContain('CI');
    for (const gone of ['SU', 'DD', 'YU', 'EU', 'UN', 'ZZ']) expect(codes).not.toContain(gone);
    expect(codes.length).toBeGreaterThan(230);
    expect(codes.length).toBeLessThan(260);
  });

  it.each([
    ['ke', 'KE'],
    [' Kenya ', 'KE'],
    ['Ken', null],
    ['', null],
  ])('are found by code and by name: %o is %o', (text, code) => expect(codeOf(text, all)).toBe(code));

  it('are suggested by what was typed, those that begin with it first', () => {
    const names = countriesLike('tan', all).map(({ name }) => name);
    expect(names[0]).toBe('Tanzania');
    expect(names).toContain('Pakistan');
    expect(countriesLike('ke', all)[0]?.code).toBe('KE');
    expect(countriesLike(' ', all)).toEqual([]);
  });
});
