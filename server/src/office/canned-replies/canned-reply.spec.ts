import { expect, it } from '@jest/globals';
import { NewCannedReply } from '@signalbox/contracts/office/canned-replies';
import { Conflict } from '../../platform/common/errors.js';
import type { Customer } from '../customers/customer.js';
import type { Ticket } from '../tickets/ticket.js';
import { filled } from './canned-reply.js';

const ticket = { number: 'TKT-202401-0001', subject: 'No $& light' } as Ticket;
const customer = { name: 'Jane Wanjiku Roe', accountNumber: 'CUST-007', phone: null } as Customer;

it('a reply that is ready names the customer, the ticket and who answers', () => {
  const text = 'Dear {{first_name}} ({{ account_number }}), on {{ticket}} "{{subject}}": {{phone|no phone}}. {{agent}}';
  expect(filled(text, ticket, customer, 'Olga')).toBe(
    'Dear Jane (CUST-007), on TKT-202401-0001 "No $& light": no phone. Olga',
  );
  expect(filled('Hello {{name}}! {{name|Sir}}', ticket, null, 'Olga')).toBe('Hello ! Sir');
});

it('one that says nothing is none', () => {
  expect(() => filled('{{name}}', ticket, null, 'Olga')).toThrow(Conflict);
});

it.each(['Hi {{town}}', 'Hi {{}}'])('%j has a place that nobody fills', (text) => {
  expect(NewCannedReply.safeParse({ name: 'x', text }).success).toBe(false);
});

it.each(['Hi', 'Hi {{NAME}}', 'Hi {{town|there}}'])('%j is taken', (text) => {
  expect(NewCannedReply.safeParse({ name: 'x', text }).success).toBe(true);
});
