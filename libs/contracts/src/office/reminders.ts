import { z } from 'zod';
import { freeText } from '../common.js';
import { MAX_REMINDERS, REMINDER_DAYS } from '../rules.js';

const { from, to } = REMINDER_DAYS;
const EXPECTED_DAYS = `expected 1 to ${MAX_REMINDERS} different numbers of days from ${from} to ${to}`;

/** `/api/v1/settings/reminders`: whether customers hear by SMS that an invoice is overdue. */
export const ReminderSettings = z.strictObject({
  enabled: z.boolean(),
  /** So many days after it was due. */
  days: z
    .array(z.int(EXPECTED_DAYS).min(from, EXPECTED_DAYS).max(to, EXPECTED_DAYS), EXPECTED_DAYS)
    .min(1, EXPECTED_DAYS)
    .max(MAX_REMINDERS, EXPECTED_DAYS)
    .refine((days) => new Set(days).size === days.length, EXPECTED_DAYS),
  /** `{{name}}`, `{{number}}`, `{{amount}}`, `{{due}}`, `{{account}}` and `{{balance}}` are filled in. */
  text: freeText(320),
});
export type ReminderSettings = z.infer<typeof ReminderSettings>;
