import { describe, expect, it } from '@jest/globals';
import { NumberSet, digitsOf } from './number-set.js';

describe('a set of numbers', () => {
  it('holds what was added until it is taken out, once each', () => {
    const set = new NumberSet();
    const number = digitsOf('+254712345678');
    expect([set.has(number), set.delete(number), set.add(number), set.add(number)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect([set.has(number), set.size]).toEqual([true, 1]);
    expect([set.delete(number), set.has(number), set.size]).toEqual([true, false, 0]);
  });

  it('tells numbers of 15 digits apart', () => {
    const set = new NumberSet();
    set.add(digitsOf('+999999999999999'));
    expect(set.has(digitsOf('+999999999999998'))).toBe(false);
    expect(set.has(digitsOf('+999999999999999'))).toBe(true);
  });

  it('does not hold what is no number', () => {
    const set = new NumberSet();
    for (const text of ['', 'MPESA', '+', '22141x']) expect(set.has(digitsOf(text))).toBe(false);
    expect(() => set.add(digitsOf('MPESA'))).toThrow(RangeError);
    expect(() => set.add(0)).toThrow(RangeError);
  });

  it('agrees with a Set over many random additions and removals', () => {
    const set = new NumberSet();
    const model = new Set<number>();
    let seed = 42;
    const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
    for (let step = 0; step < 60_000; step++) {
      // Few enough that most removals find something, and neighbours as operators give numbers out.
      const number = 254_700_000_000 + random(8_000);
      if (random(2) === 0) expect(set.add(number)).toBe(!model.has(number) && !!model.add(number));
      else expect(set.delete(number)).toBe(model.delete(number));
    }
    expect(set.size).toBe(model.size);
    expect([...set.toArray()].sort((a, b) => a - b)).toEqual([...model].sort((a, b) => a - b));
    for (let number = 254_700_000_000; number < 254_700_008_000; number++) {
      if (set.has(number) !== model.has(number)) throw new Error(`${number} differs`);
    }
  });

  it('keeps what is in it when room is made', () => {
    const set = new NumberSet([254_712_345_678]);
    set.reserve(100_000);
    expect([set.add(254_712_345_678), set.add(254_712_345_679), set.size]).toEqual([false, true, 2]);
  });

  it('holds the longest numbers there are, exactly', () => {
    const set = new NumberSet([999_999_999_999_999]);
    expect([set.has(999_999_999_999_999), set.has(999_999_999_999_998)]).toEqual([true, false]);
  });

  it('gives a copy that later changes do not touch', () => {
    const set = new NumberSet();
    set.add(254_712_345_678);
    const copy = set.toArray();
    set.add(254_712_345_679);
    expect([...copy]).toEqual([254_712_345_678]);
  });
});
