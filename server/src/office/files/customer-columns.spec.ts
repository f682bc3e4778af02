import { describe, expect, it } from '@jest/globals';
import { columnsOf, customerOf } from './customer-columns.js';

const HEADER = ['Full Name', 'E-Mail', 'Phone number', 'Town', 'Shoe size', 'ACCOUNT_NUMBER', 'status'];
const columns = columnsOf(HEADER);

describe('the columns of a file of customers', () => {
  it('are found by their names, and others are left out', () => {
    expect(Object.fromEntries(columns)).toEqual({
      name: 0,
      email: 1,
      phone: 2,
      city: 3,
      account_number: 5,
      status: 6,
    });
    expect(columnsOf(['a', 'b']).size).toBe(0);
  });
});

describe('a row of it', () => {
  it('is a customer, with blank cells left out and what an export put before a formula', () => {
    expect(customerOf([" '=1+1 ", '', '0712345678', 'Kisumu', '43', 'CUST-007', 'Suspended'], columns)).toEqual({
      customer: { name: '=1+1', phone: '0712345678', city: 'Kisumu', status: 'suspended' },
      accountNumber: 'CUST-007',
    });
  });

  it.each([
    [['', 'a@example.com', '0712345678'], /^name: /],
    [['Jane', 'not an address'], /^email: /],
    [['Jane', '', '', 'x'.repeat(101)], /^city: expected at most 100/],
    [['Jane', '', '', '', '', '', 'gone'], /^status: expected active/],
    [[], /^name: /],
  ])('says what is wrong: %j', (cells, reason) => {
    expect(customerOf(cells, columns)).toEqual({ reason: expect.stringMatching(reason) });
  });
});
