import { describe, expect, it } from 'vitest';
import { blankLine, lineOf, thousandthsTrouble, totalsOf } from './line-fields';

const line = (quantity: string, price: string, tax = '') => ({ description: ' Fibre ', quantity, price, tax });

describe('the lines of an invoice', () => {
  it('come to whole cents, each line for itself', () => {
    expect(totalsOf([line('3', '0.10'), line('1.5', '3.33', '16')], 'KES')).toEqual({
      amount: 5.3,
      tax: 0.8,
      total: 6.1,
    });
  });

  it('count once they are written whole', () => {
    expect(totalsOf([blankLine(), line('x', '5'), line('2', '5')], 'KES').total).toBe(10);
  });

  it('are sent as they are written', () => {
    expect(lineOf(line('1', '2500', '16'))).toEqual({
      description: 'Fibre',
      quantity: '1',
      unit_price: '2500',
      tax_rate: '16',
    });
    expect(lineOf(line('1', '2500'))).not.toHaveProperty('tax_rate');
  });

  it.each([
    ['16', null],
    ['100.001', 'At most 100'],
    ['x', 'Expected a number, such as 16'],
  ])('have a rate of tax of %s: %s', (text, trouble) => expect(thousandthsTrouble(text, 100)).toBe(trouble));
});
