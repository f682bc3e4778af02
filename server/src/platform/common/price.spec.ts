import { describe, expect, it } from '@jest/globals';
import { Price } from '@signalbox/contracts/providers';
import { millionthsOf, priceOf } from './price.js';

describe('a price', () => {
  it.each([
    ['0.80', 800_000],
    ['0.00', 0],
    ['12.00', 12_000_000],
    ['0.000001', 1],
    ['1.05', 1_050_000],
    ['0.0025', 2_500],
    ['999999.999999', 999_999_999_999],
  ])('of %s is %i millionths, and back', (price, millionths) => {
    expect(Price.parse(price)).toBe(price);
    expect(millionthsOf(price)).toBe(millionths);
    expect(priceOf(millionths)).toBe(price);
  });

  it.each([
    ['1', 1_000_000],
    ['0.8', 800_000],
    ['007.100000', 7_100_000],
  ])('written as %s is %i millionths', (price, millionths) => {
    expect(millionthsOf(price)).toBe(millionths);
  });
});
