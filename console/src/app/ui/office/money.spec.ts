import { describe, expect, it } from 'vitest';
import { amountText, amountTrouble, less, moneyText } from './money';

describe('an amount', () => {
  it('has the decimals of its currency, and thousands apart', () => {
    expect([moneyText(1500, 'KES'), moneyText(1500, 'UGX'), moneyText(0.5, 'KWD')]).toEqual([
      'KES 1,500.00',
      'UGX 1,500',
      'KWD 0.500',
    ]);
    expect([moneyText(-12.5, 'KES'), amountText(-12.5, 'KES')]).toEqual(['−KES 12.50', '−12.50']);
  });

  it('is taken off another without a rest', () => expect(less(0.3, 'KES', 0.1, 0.2)).toBe(0));

  it.each([
    ['1500', null],
    ['0.10', null],
    ['', 'Expected an amount, such as 1500'],
    ['0', 'Expected an amount above zero'],
    ['-3', 'Expected an amount that is not negative'],
    ['1.234', 'Expected at most 2 decimals: KES has no smaller units'],
    ['2000.01', 'At most 2,000.00'],
  ])('that is entered as "%s" is refused with %s', (text, trouble) =>
    expect(amountTrouble(text, 'KES', 2000)).toBe(trouble),
  );
});
