import { describe, expect, it } from 'vitest';
import { ROOMS } from '../core/rooms';
import { findOf, roomsNamed } from './finds';

describe('what is found', () => {
  it('is called by what people know it by', () => {
    const invoice = {
      kind: 'invoice',
      id: 7,
      number: 'INV-202611-0001',
      name: 'Amina',
      phone: null,
      customer_id: 3,
    } as const;
    expect(findOf(invoice)).toMatchObject({ label: 'INV-202611-0001', hint: 'Amina', link: ['/invoices', 7] });
    const customer = {
      kind: 'customer',
      id: 3,
      number: 'CUST-003',
      name: 'Amina',
      phone: '+254712000001',
      customer_id: 3,
    } as const;
    expect(findOf(customer)).toMatchObject({ label: 'Amina', hint: 'CUST-003 · +254712000001' });
    expect(findOf({ ...invoice, number: null }).label).toBe('Draft 7');
  });

  it('has the rooms, too', () => {
    expect(roomsNamed(ROOMS, 'sim').map(({ label }) => label)).toEqual(['SIM cards']);
    expect(roomsNamed(ROOMS, '')).toEqual([]);
  });
});
