import { describe, expect, it } from '@jest/globals';
import { getCountries } from 'libphonenumber-js';
import { ALPHA_3 } from './alpha-3.js';
import { countryOf } from './countries.js';

/** Of numbering plans, not of ISO 3166-1. */
const NO_ALPHA_3 = ['AC', 'TA', 'XK'];

describe('the country that a text means', () => {
  it.each([
    ['KE', 'KE'],
    ['ke', 'KE'],
    [' KEN ', 'KE'],
    ['Kenya', 'KE'],
    ['KENYA', 'KE'],
    ['GBR', 'GB'],
    ['UK', 'GB'],
    ['USA', 'US'],
    ['United States of America', 'US'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['Ivory Coast', 'CI'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Burma', 'MM'],
    ['Saint Lucia', 'LC'],
    ['The Gambia', 'GM'],
    ['Democratic Republic of the Congo', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Afrika Kusini', 'ZA'],
    ['Allemagne', 'DE'],
    ['Alemanha', 'DE'],
  ])('%s is %s', (text, country) => {
    expect(countryOf(text)).toBe(country);
  });

  it.each(['', '  ', 'Atlantis', 'ZZ', 'ZZZ', 'K', '254', 'Kenya Uganda', 'Antarctica', 'ATA', '&'])(
    'is unknown of "%s"',
    (text) => {
      expect(countryOf(text)).toBeNull();
    },
  );

  it('is told by the English name and both codes of each country that has a calling code', () => {
    const english = new Intl.DisplayNames(['en'], { type: 'region' });
    const alpha3 = new Map([...ALPHA_3].map(([three, two]) => [two, three]));
    expect(new Set(ALPHA_3.values()).size).toBe(249);
    for (const country of getCountries()) {
      expect(countryOf(country)).toBe(country);
      expect(countryOf(english.of(country) ?? '')).toBe(country);
      if (!NO_ALPHA_3.includes(country)) expect(countryOf(alpha3.get(country) ?? '')).toBe(country);
    }
  });
});
