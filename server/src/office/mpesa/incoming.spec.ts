import { describe, expect, it } from '@jest/globals';
import { mayBeSame, mayBeSamePhone, nameWords, similarAccounts } from './incoming.js';

describe('two phones', () => {
  it.each([
    ['+254712345678', '254712345678', true],
    ['+254712345678', '2547****678', true],
    ['+254712345678', '2547 ***** 678', true],
    ['+254712345678', '2547****679', false],
    ['+254712345678', '254712345679', false],
    ['+254712345678', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', false],
    ['+254712345678', null, false],
  ])('%s and %s may be one: %s', (a, b, expected) => {
    expect(mayBeSamePhone(a, b)).toBe(expected);
  });
});

describe('two payments', () => {
  const one = { shortcode: '1', amount: 5, phone: '+254712345678', reference: 'CUST-001', paidAt: 0 };

  it('may be one by phone or account', () => {
    expect(mayBeSame(one, { ...one, phone: null, reference: 'cust-001 ' })).toBe(true);
    expect(mayBeSame(one, { ...one, reference: 'mine' })).toBe(true);
    expect(mayBeSame(one, { ...one, reference: null, phone: null })).toBe(false);
  });

  it('are two of another amount or shortcode, or at another time', () => {
    expect(mayBeSame(one, { ...one, amount: 6 })).toBe(false);
    expect(mayBeSame(one, { ...one, shortcode: '2' })).toBe(false);
    expect(mayBeSame(one, { ...one, paidAt: 3_600_001 })).toBe(false);
  });
});

describe('accounts that may be meant', () => {
  it.each([
    ['12', 'CUST-012'],
    ['cust 021', 'CUST-012'],
    ['CUST-0112', 'CUST-012'],
    ['CUST-13', 'CUST-012'],
    ['1', 'CUST-012'],
  ])('by %s are %s too', (given, meant) => {
    expect(similarAccounts(given)).toContain(meant);
  });

  it('are none where there is no number, or a telephone', () => {
    expect(similarAccounts('rent')).toEqual([]);
    expect(similarAccounts('0712345678')).toEqual([]);
  });

  it('begin with the one that was typed', () => {
    expect(similarAccounts('CUST-345')[0]).toBe('CUST-345');
    expect(similarAccounts('CUST-345').length).toBeLessThan(200);
  });
});

it('looks for people by the words of their names', () => {
  expect(nameWords('JOHN O Doe-Smith')).toEqual(['john', 'doe-smith']);
});
