import { describe, expect, it } from 'vitest';
import { blankLine, fieldsOfLine, lineOf, thousandthsTrouble, totalsOf } from './line-fields';

const line = (quantity: string, price: string, tax = '') => ({
  description: ' Fibre ',
  quantity,
  price,
  tax,
  fixedTax: '',
});

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

  it('are changed as they were written, be their tax a rate or an amount', () => {
    const written = { description: 'Fibre', quantity: 1.5, unit_price: 2500.5, amount: 3750.75 };
    const rated = fieldsOfLine({ ...written, tax_rate: 16, tax: 600.12 });
    expect(lineOf(rated)).toMatchObject({ quantity: '1.5', unit_price: '2500.5', tax_rate: '16' });
    const fixed = fieldsOfLine({ ...written, tax_rate: null, tax: 50.5 });
    expect(lineOf(fixed)).toMatchObject({ tax: '50.5' });
    expect(lineOf(fixed)).not.toHaveProperty('tax_rate');
    expect(totalsOf([fixed], 'KES')).toEqual({ amount: 3750.75, tax: 50.5, total: 3801.25 });
    // A rate that somebody enters then takes its place.
    expect(lineOf({ ...fixed, tax: '0' })).toMatchObject({ tax_rate: '0' });
    expect(lineOf(fieldsOfLine({ ...written, tax_rate: null, tax: 0 }))).not.toHaveProperty('tax');
  });

  it.each([
    ['16', null],
    ['100.001', 'At most 100'],
    ['x', 'Expected a number, such as 16'],
  ])('have a rate of tax of %s: %s', (text, trouble) => expect(thousandthsTrouble(text, 100)).toBe(trouble));
});
