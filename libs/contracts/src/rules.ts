/*
 * What texts must be, without the schema library: schemas are made of these rules, and the console, which has to be light,
 * asks them of what people enter.
 */

/** The longest text taken, in UTF-16 code units: ten concatenated parts and a little. */
export const MAX_TEXT_LENGTH = 1600;

/** Numbers that one import of suppressions takes. */
export const MAX_SUPPRESSION_IMPORT = 10_000;

/** The most sessions of an account that are listed, the newest ones: a program may sign in for each request. */
export const MOST_SESSIONS = 200;

/** Rows of a list above which no header is looked for, or named. */
export const MAX_HEADER_LINE = 200;

/** The columns of the pairs' CSV; the first two must be there. */
export const PAIR_COLUMNS = [
  'country',
  'operator',
  'mcc',
  'mnc',
  'prefixes',
  'is_high_priority',
  'takes_rest',
  'active',
  'short_codes',
] as const;
export const MAX_PAIRS_CSV = 64_000;

/** Octets of one file with a ticket, and files of one ticket. */
export const MAX_ATTACHMENT = 3_000_000;
export const MAX_ATTACHMENTS = 20;

/** What may stand in `{{ }}` of a reply that is ready: of the ticket, its customer, and who answers. */
export const REPLY_PLACES = ['name', 'first_name', 'account_number', 'phone', 'ticket', 'subject', 'agent'] as const;

/** After how many days an invoice that is overdue may be reminded of, and how often. */
export const REMINDER_DAYS = { from: 1, to: 90 } as const;
export const MAX_REMINDERS = 6;

const isOf = (least: number, most: number) => (text: string) => text.length >= least && text.length <= most;

/** A number as people write it. */
export const isPhoneNumber = isOf(3, 32);

export const isPassword = isOf(8, 128);

export const isMessageText = (text: string): boolean => isOf(1, MAX_TEXT_LENGTH)(text) && text.isWellFormed();

/** Free text of 1 to `max` UTF-16 code units, without blanks around it. */
export const isFreeText =
  (max: number) =>
  (text: string): boolean =>
    isOf(1, max)(text) && text.isWellFormed() && text === text.trim();

/** A place without a column's name makes no template. */
export const hasNamedPlaces = (text: string): boolean => !/\{\{\s*(\|[^{}]*)?\}\}/.test(text);
export const isTemplate = (text: string): boolean => isMessageText(text) && hasNamedPlaces(text);

/** Words that stand where a program's name may stand in some address. */
export const RESERVED_PROGRAM_NAMES: readonly string[] = [
  'aggregate',
  'create',
  'dummy',
  'pairs',
  'pause',
  'restart',
  'resume',
  'start',
  'stop',
];
export const isReservedProgramName = (name: string): boolean => RESERVED_PROGRAM_NAMES.includes(name.toLowerCase());

/** An IANA time zone, or `recipient` for that of each recipient's country. */
export function isTimeZone(name: string): boolean {
  if (name === 'recipient') return true;
  // Offsets such as +03:00 are taken by Intl, too; they know no summer time.
  if (name.length > 64 || !/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** As one would dial it, or the number of an entry of a menu. */
export const USSD_CODE = /^[0-9*#+]{1,100}$/;

/** A number, a short code, or a name of the 11 characters that phones show (3GPP TS 23.040 9.1.2.5). */
export const SENDER = /^(\+?\d{3,15}|[A-Za-z0-9 ._&-]{1,11})$/;
export const EXPECTED_SENDER = 'expected a number, a short code or at most 11 letters and digits';

/**
 * What is written to beside phone numbers: the short code of a service, or its name of at most 11 characters (3GPP TS
 * 23.040 9.1.2.5).
 */
export const SERVICE_NUMBER = /^(?:\d{3,8}|(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ._&-]{1,9}[A-Za-z0-9])$/;

/** What a message of one part costs: up to six decimals, in the installation's currency. */
export const PRICE = /^\d{1,6}(\.\d{1,6})?$/;
