import { filledWith } from '../../platform/common/filled-words.js';

/** What is said of an invoice that is overdue. */
export interface ReminderWords {
  name: string;
  /** Of the invoice. */
  number: string;
  /** What is open of it, with its currency. */
  amount: string;
  due: string;
  account: string;
  /** All that is owed. */
  balance: string;
}

export const USUAL_TEXT =
  'Dear {{name}}, invoice {{number}} was due on {{due}}: {{amount}} is open. Please pay to account {{account}}.';
export const USUAL_DAYS = [1, 7, 14];

export const reminderText = (template: string, words: ReminderWords): string => filledWith(template, { ...words });

/** So long a reminder is made up for that was held, or missed while no server ran; what is older is let go. */
export const GRACE_DAYS = 7;

/** The outbox's kind, and its topic, which is unique: a customer hears of an invoice once a step. */
export const REMINDER = 'invoice-reminder';
export const topicOf = (invoiceId: number, step: number): string => `${invoiceId}:${step}`;

/** Whole days from one to another, `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/**
 * Which reminder an invoice is at that is so many days late: the last one whose day has come, and is not long over. Null
 * where there is none. @param days of the reminders
 */
export function stepOf(late: number, days: readonly number[]): number | null {
  const due = days.filter((day) => day <= late && late < day + GRACE_DAYS);
  return due.length > 0 ? Math.max(...due) : null;
}
