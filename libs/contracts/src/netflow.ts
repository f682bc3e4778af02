import { z } from 'zod';
import { MessageText } from './messages.js';
import { OldFlag } from './program-api.js';
import { HeldSender } from './providers.js';

/*
 * The NetFlow API: its own unversioned URLs and shapes, for clients written against the earlier back office. Fields that
 * it does not know are ignored. Of its texts, null, blanks and what was shown in place of a secret count as left out.
 */

/** Every error. */
export const NetflowError = z.object({ success: z.literal(false), message: z.string() });
export type NetflowError = z.infer<typeof NetflowError>;

/** What is shown in place of a secret, and may be sent back to keep it. */
export const HIDDEN = '***hidden***';

const plain = (value: unknown): unknown => {
  const text = typeof value === 'number' ? String(value) : value;
  const trimmed = typeof text === 'string' ? text.trim() : text;
  return trimmed === '' || trimmed === HIDDEN || trimmed === null ? undefined : trimmed;
};
const textOf = <T extends z.ZodType>(schema: T) => z.preprocess(plain, schema);

/** An account at Advanta, the one provider that this API knows. */
const account = {
  provider: textOf(
    z
      .string('expected text')
      .toLowerCase()
      .refine((name) => name === 'advanta', 'expected advanta')
      .optional(),
  ),
  apiKey: textOf(z.string('expected text').max(500).optional()),
  partnerId: textOf(z.string('expected text').max(64).optional()),
  /** The sender. The document's own example is longer than what phones show whole: those names are taken here. */
  shortcode: textOf(HeldSender.optional()),
  /** The whole URL that messages are sent to. */
  customApiUrl: textOf(z.string('expected text').max(1000).optional()),
};

const MOST_RECIPIENTS = 1000;
const recipients = (value: unknown): unknown => {
  const list = (Array.isArray(value) ? (value as unknown[]) : [value]).map((each) =>
    typeof each === 'number' ? String(each) : (each ?? ''),
  );
  if (list.some((each) => typeof each !== 'string')) return value;
  const numbers = list.flatMap((each) => String(each).split(',')).map((each) => each.trim());
  return numbers.filter((each) => each !== '');
};

/** `POST /api/sms/send`: recipients as a list, or as text with commas between them. */
export const NetflowSms = z.object({
  to: z.preprocess(
    recipients,
    z
      .array(z.string('expected phone numbers').max(32, 'expected phone numbers'), 'expected phone numbers')
      .min(1, 'is required')
      .max(MOST_RECIPIENTS, `expected at most ${MOST_RECIPIENTS} recipients`),
  ),
  message: z
    .string({ error: ({ input }) => (input === undefined || input === null ? 'is required' : 'expected text') })
    .pipe(MessageText),
  ...account,
});
export type NetflowSms = z.infer<typeof NetflowSms>;

/** The messages are stored; `failed` is there where some of them could not be. */
export const NetflowSent = z.object({
  success: z.literal(true),
  message: z.string(),
  messageIds: z.array(z.string()),
  recipients: z.int(),
  failed: z.array(z.object({ to: z.string(), message: z.string() })).optional(),
});
export type NetflowSent = z.infer<typeof NetflowSent>;

/** `POST /api/sms-settings`: what is left out stays as it is. */
export const NetflowSettingsChange = z.object({ enabled: OldFlag, ...account });
export type NetflowSettingsChange = z.infer<typeof NetflowSettingsChange>;

/** `GET /api/sms-settings`; texts are empty before there are any. */
export const NetflowSettings = z.object({
  success: z.literal(true),
  settings: z.object({
    provider: z.literal('advanta'),
    enabled: z.boolean(),
    /** `***hidden***` where there is one. */
    apiKey: z.string(),
    partnerId: z.string(),
    shortcode: z.string(),
    customApiUrl: z.string(),
  }),
});
export type NetflowSettings = z.infer<typeof NetflowSettings>;

/** The answer to a change of the settings. */
export const NetflowDone = z.object({ success: z.literal(true), message: z.string() });
export type NetflowDone = z.infer<typeof NetflowDone>;
