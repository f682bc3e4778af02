import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { GatewayNewSms } from './gateway.js';
import { NewCustomer } from './office/customers.js';
import { NewMessage, PhoneNumber } from './messages.js';
import { NewSuppression } from './suppression.js';

const NUMBER = 254712345678;

describe('digits that are sent as a number', () => {
  it.each<[string, z.ZodType, object, string]>([
    ['to', NewMessage, { text: 'x' }, 'to'],
    ['from', NewMessage, { to: '+254712345678', text: 'x' }, 'from'],
    ['the recipient of the gateway API', GatewayNewSms, { message: 'x' }, 'recipient'],
    ['who has opted out', NewSuppression, {}, 'number'],
    ["a customer's phone", NewCustomer, { name: 'Ann' }, 'phone'],
  ])('are a phone number: %s', (_, schema, rest, field) => {
    expect(schema.parse({ ...rest, [field]: NUMBER })).toMatchObject({ [field]: '254712345678' });
  });

  it.each([2 ** 60, 2.5e21, 2547.5, -NUMBER, 0, Infinity])('are none where they are %d', (value) => {
    expect(PhoneNumber.safeParse(value).success).toBe(false);
  });

  it('leave the rest of the rule as it was', () => {
    expect([12, '12', ['+254712345678'], null].map((value) => PhoneNumber.safeParse(value).success)).not.toContain(
      true,
    );
    expect(z.toJSONSchema(z.strictObject({ to: PhoneNumber }), { io: 'input' })).toMatchObject({
      properties: { to: { type: 'string', minLength: 3, maxLength: 32 } },
      required: ['to'],
    });
  });
});
