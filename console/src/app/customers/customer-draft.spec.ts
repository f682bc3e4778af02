import { describe, expect, it } from 'vitest';
import { customerOf } from './customer-draft';

describe('what the form says of a customer', () => {
  const blank = {
    name: ' Amina ',
    phone: '',
    email: ' ',
    address: '',
    city: '',
    country: '',
    type: '',
    status: 'active',
  };

  it('has nothing where nothing is written', () => {
    expect(customerOf(blank)).toEqual({
      name: 'Amina',
      phone: null,
      email: null,
      address: null,
      city: null,
      country: null,
      account_type: null,
      status: 'active',
    });
  });
});
