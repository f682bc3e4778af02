import { describe, expect, it } from '@jest/globals';
import { NewPair } from '@signalbox/contracts/pairs';
import { pairWith } from '../../../test/documents.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import { PairBook } from './pair-book.js';
import { PairIndex } from './pair-index.js';
import { changedFields, newFields, requireDistinct } from './pair-rules.js';

const body = (fields: object = {}) => NewPair.parse({ country: 'KE', operator: 'Safaricom', ...fields });

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('the fields of a pair', () => {
  it('are normalised: the country in capitals, the prefixes as digits, each once, in order', () => {
    const { country, prefixes } = newFields(body({ country: 'ke', prefixes: ['+25472', '25471', '25472'] }));
    expect({ country, prefixes }).toEqual({ country: 'KE', prefixes: ['25471', '25472'] });
  });

  it.each(['ZZ', 'XX', 'EU'])('have a country that there is, not %s', (country) => {
    const error = errorOf(() => newFields(body({ country })));
    expect(error).toBeInstanceOf(Invalid);
    expect(error).toMatchObject({ errors: [{ field: 'country' }] });
  });

  it('have prefixes that begin with the country’s calling code, and say which do not', () => {
    const error = errorOf(() => newFields(body({ prefixes: ['25471', '25671', '0722'.slice(1)] })));
    expect(error).toMatchObject({
      errors: [
        { field: 'prefixes.1', message: expect.stringContaining('254') },
        { field: 'prefixes.2', message: expect.stringContaining('KE') },
      ],
    });
    expect(newFields(body({ prefixes: ['254'] })).prefixes).toEqual(['254']);
  });

  it('of a change are checked as a whole: old prefixes do not fit a new country', () => {
    const pair = pairWith({ prefixes: ['25471'] });
    expect(() => changedFields(pair, { country: 'UG' })).toThrow(Invalid);
    expect(changedFields(pair, { country: 'ug', prefixes: ['25677'] })).toMatchObject({ country: 'UG' });
    expect(changedFields(pair, { mcc: null })).toMatchObject({ mcc: null, mnc: pair.mnc, prefixes: ['25471'] });
  });
});

describe('a pair beside others', () => {
  const safaricom = pairWith({ operator: 'Safaricom', prefixes: ['25471'] });
  const index = () => new PairIndex([safaricom]);

  it('has a name of its own, whose case does not matter', () => {
    const fields = newFields(body({ operator: 'SAFARICOM' }));
    expect(errorOf(() => requireDistinct(fields, undefined, index()))).toMatchObject({
      errors: [{ field: 'operator' }],
    });
    expect(() => requireDistinct(fields, safaricom.id, index())).not.toThrow();
    expect(() => requireDistinct({ ...fields, country: 'UG', prefixes: [] }, undefined, index())).not.toThrow();
  });

  it('shares no prefix with another active one, and is told whose it is', () => {
    const fields = newFields(body({ operator: 'Airtel', prefixes: ['25473', '25471'] }));
    const error = errorOf(() => requireDistinct(fields, undefined, index()));
    expect(error).toBeInstanceOf(Conflict);
    expect(error).toMatchObject({
      message: expect.stringContaining('KE Safaricom'),
      errors: [{ field: 'prefixes', message: expect.stringContaining('25471') }],
    });
  });

  it('may share one where either is inactive, or one is longer', () => {
    const fields = newFields(body({ operator: 'Airtel', prefixes: ['25471'] }));
    expect(() => requireDistinct({ ...fields, active: false }, undefined, index())).not.toThrow();
    expect(() => requireDistinct({ ...fields, prefixes: ['254712'] }, undefined, index())).not.toThrow();
    const inactive = new PairIndex([{ ...safaricom, active: false }]);
    expect(() => requireDistinct(fields, undefined, inactive)).not.toThrow();
  });
});

describe('the book of pairs', () => {
  it('gives a prefix that two have to the active one, whichever came first', () => {
    const [on, off] = [pairWith({ operator: 'b' }), pairWith({ operator: 'a', active: false })];
    for (const pairs of [
      [on, off],
      [off, on],
    ]) {
      expect(new PairBook(pairs).matchPrefix('+254712345678')).toBe(on);
    }
  });

  it('finds inactive pairs too', () => {
    const off = pairWith({ active: false });
    expect(new PairBook([off]).matchPrefix('+254712345678')).toBe(off);
  });

  it('keeps the order of countries and operators as pairs come and go', () => {
    const names = (book: PairBook) => book.pairs.map(({ country, operator }) => `${country} ${operator}`);
    const telkom = pairWith({ operator: 'Telkom' });
    let book = new PairBook([telkom, pairWith({ country: 'UG', operator: 'Airtel' })]);
    book = book.with(pairWith({ operator: 'airtel' }));
    expect(names(book)).toEqual(['KE airtel', 'KE Telkom', 'UG Airtel']);
    book = book.with({ ...telkom, operator: 'A' });
    expect(names(book)).toEqual(['KE A', 'KE airtel', 'UG Airtel']);
    expect(names(book.without(telkom.id))).toEqual(['KE airtel', 'UG Airtel']);
  });
});
