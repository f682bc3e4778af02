import { describe, expect, it } from '@jest/globals';
import {
  MAX_MINOR,
  allocate,
  currencyOf,
  lineAmount,
  lineTax,
  minorOf,
  numberOf,
  positiveOf,
  textOf,
  thousandthsOf,
  timesRounded,
} from './amounts.js';

const KES = currencyOf('KES');
const UGX = currencyOf('UGX');
const KWD = currencyOf('KWD');

describe('a currency', () => {
  it('has the decimals of ISO 4217', () => {
    expect([KES, UGX, KWD].map(({ decimals }) => decimals)).toEqual([2, 0, 3]);
    expect(currencyOf('CLF').decimals).toBe(4);
  });
});

describe('an amount', () => {
  it.each<[number | string, number]>([
    [5500.0, 550_000],
    [4.35, 435],
    [1.1, 110],
    [0.07, 7],
    [0, 0],
    [-0, 0],
    ['5500.00', 550_000],
    [' 12.5 ', 1250],
    ['0.10', 10],
    [1_000_000_000.01, 100_000_000_001],
    ['1.5000', 150],
  ])('%s is %d cents', (value, minor) => expect(minorOf(value, KES)).toBe(minor));

  it('has as many minor units as its currency', () => {
    expect(minorOf(1500, UGX)).toBe(1500);
    expect(minorOf(1.234, KWD)).toBe(1234);
  });

  it.each<[number | string, RegExp]>([
    [-1, /not negative/],
    ['-0.01', /not negative/],
    [Number.NaN, /an amount, such as/],
    [Infinity, /an amount, such as/],
    ['', /an amount, such as/],
    ['1,500', /an amount, such as/],
    ['1e3', /an amount, such as/],
    ['0x10', /an amount, such as/],
    ['+5', /an amount, such as/],
    ['.5', /an amount, such as/],
    ['many', /an amount, such as/],
    [0.001, /at most 2 decimals/],
    [0.1 + 0.2, /at most 2 decimals/],
    [1e-7, /at most 2 decimals/],
    ['12.345', /at most 2 decimals/],
    [1e21, /at most 10000000000\.00 KES/],
    [MAX_MINOR, /at most/],
    ['9'.repeat(30), /at most/],
  ])('%s is refused', (value, message) => expect(() => minorOf(value, KES)).toThrow(message));

  it('is refused with a fraction of the smallest unit', () => {
    expect(() => minorOf(0.5, UGX)).toThrow('expected a whole amount: UGX has no smaller units');
    expect(minorOf('5.00', UGX)).toBe(5);
  });

  it('may have to be above zero', () => {
    expect(() => positiveOf(0, KES)).toThrow('above zero');
    expect(positiveOf(0.01, KES)).toBe(1);
  });

  it('is written with the decimals of its currency', () => {
    expect([textOf(550_000, KES), textOf(-50, KES), textOf(7, UGX), textOf(1234, KWD)]).toEqual([
      '5500.00',
      '-0.50',
      '7',
      '1.234',
    ]);
    expect(numberOf(435, KES)).toBe(4.35);
    expect(Object.is(numberOf(0, KES), 0)).toBe(true);
  });

  it('comes back as it was, whichever it is', () => {
    for (let nth = 0; nth < 2000; nth++) {
      const minor = Math.floor(Math.random() * 10 ** (1 + (nth % 12)));
      expect(minorOf(numberOf(minor, KES), KES)).toBe(minor);
    }
  });
});

describe('parts of a total', () => {
  it.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [0, [1, 2], [0, 0]],
    [1, [1, 1], [1, 0]],
    [1000, [5000, 500], [909, 91]],
    [7, [0, 3], [0, 7]],
  ])('%d by %j are %j', (total, weights, parts) => expect(allocate(total, weights)).toEqual(parts));

  it('lose no cent', () => {
    for (let nth = 1; nth <= 500; nth++) {
      const total = nth * 7919;
      const weights = Array.from({ length: 1 + (nth % 9) }, (_, index) => (nth * (index + 3)) % 101);
      if (weights.every((weight) => weight === 0)) continue;
      expect(allocate(total, weights).reduce((a, b) => a + b, 0)).toBe(total);
    }
  });

  it('are not to be had of nothing', () => expect(() => allocate(5, [0])).toThrow('weights'));
});

it('a product is rounded half up, also beyond what a number holds', () => {
  expect(timesRounded(3, 5, 10)).toBe(2);
  expect(timesRounded(149, 1, 100)).toBe(1);
  expect(timesRounded(MAX_MINOR, 1_000_000, 1_000_000)).toBe(MAX_MINOR);
});

it('a line comes to whole minor units: quantity by price, and tax on that', () => {
  const amount = lineAmount(thousandthsOf('1.5'), minorOf('3.33', KES));
  expect([amount, lineTax(amount, thousandthsOf(16))]).toEqual([500, 80]);
  expect(() => thousandthsOf('1.2345')).toThrow('expected at most 3 decimals');
});
