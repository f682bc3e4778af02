import { describe, expect, it } from '@jest/globals';
import { PairBook } from './pair-book.js';
import { newPair, type Pair } from './pair.js';
import { unfoundReason } from './rest-table.js';

const pair = (country: string, operator: string, fields: Partial<Pair> = {}): Pair => ({
  ...newPair({
    country,
    operator,
    mcc: null,
    mnc: null,
    prefixes: [],
    isHighPriority: false,
    active: true,
    takesRest: true,
    shortCodes: false,
  }),
  ...fields,
});
const found = (number: string, ...pairs: Pair[]) => new PairBook(pairs).matchPrefix(number)?.operator;

describe('a pair that takes the rest of its country', () => {
  const orange = pair('KE', 'Orange');
  const safaricom = pair('KE', 'Safaricom', { prefixes: ['25470', '25471'] });

  it('has the numbers that no prefix claims, and no others', () => {
    expect(found('+254733123456', orange, safaricom)).toBe('Orange');
    expect(found('+254712345678', orange, safaricom)).toBe('Safaricom');
    expect(found('+256772123456', orange, safaricom)).toBeUndefined();
  });

  it('leaves what an inactive pair has to that', () => {
    expect(found('+254712345678', orange, { ...safaricom, active: false })).toBe('Safaricom');
  });

  it('is the only active one without prefixes, or none', () => {
    const other = pair('KE', 'Telkom');
    expect(found('+254733123456', orange, other)).toBeUndefined();
    expect(found('+254733123456', orange, { ...other, active: false })).toBe('Orange');
    expect(found('+254733123456', orange, { ...other, takesRest: false })).toBeUndefined();
    expect(found('+254733123456', { ...orange, active: false })).toBeUndefined();
    expect(found('+254733123456', { ...orange, takesRest: false })).toBeUndefined();
  });

  it('is told from those of countries with the same calling code', () => {
    const [us, ca] = [pair('US', 'Verizon'), pair('CA', 'Rogers')];
    expect(found('+12025550123', us, ca)).toBe('Verizon');
    expect(found('+14165550123', us, ca)).toBe('Rogers');
    expect(found('+14165550123', us)).toBeUndefined();
  });
});

describe('a pair that no message finds', () => {
  it('is said to be one, and why', () => {
    const [one, two] = [pair('KE', 'One'), pair('KE', 'Two')];
    expect(unfoundReason(one, [one])).toBeNull();
    expect(unfoundReason(one, [one, two])).toContain('nor Two');
    expect(unfoundReason({ ...one, takesRest: false }, [one])).toContain('no prefixes');
    expect(unfoundReason({ ...one, prefixes: ['25473'] }, [one, two])).toBeNull();
    expect(unfoundReason({ ...one, active: false }, [one, two])).toBeNull();
  });
});
