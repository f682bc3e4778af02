import { describe, expect, it } from '@jest/globals';
import { USUAL_TEXT, daysBetween, reminderText, stepOf } from './reminder.js';

describe('which reminder an invoice is at', () => {
  it.each<[number, number | null]>([
    [-3, null],
    [0, null],
    [1, 1],
    [2, 1],
    [6, 1],
    // The next takes the place of one that was missed.
    [7, 7],
    [13, 7],
    [14, 14],
    [20, 14],
    // What was overdue long before anybody switched reminders on is let go.
    [21, null],
    [400, null],
  ])('%i days late, of 1, 7 and 14, is %s', (late, step) => expect(stepOf(late, [14, 1, 7])).toBe(step));

  it('counts days over months and the end of summer time', () => {
    expect(daysBetween('2024-10-26', '2024-10-28')).toBe(2);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2);
  });
});

it('a reminder says what is open, since when, and where to', () => {
  const words = { name: 'Jane', number: 'INV-202401-0001', amount: '500.00 KES', due: '2024-01-31' };
  expect(reminderText(USUAL_TEXT, { ...words, account: 'CUST-001', balance: '900.00 KES' })).toBe(
    'Dear Jane, invoice INV-202401-0001 was due on 2024-01-31: 500.00 KES is open. Please pay to account CUST-001.',
  );
});
