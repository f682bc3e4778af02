import { z } from 'zod';

/**
 * What was expected of a value, in words that somebody understands who has never seen our schemas; undefined leaves it to
 * the library's own. What a schema says itself comes before this.
 */
export function expectedOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}, got ${kindOf(issue.input)}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `expected ${wordOf(issue.values[0])}`
        : `expected one of ${listOf(issue.values)}`;
    case 'too_small':
      return bound(issue.exact ? 'exactly' : issue.inclusive ? 'at least' : 'more than', issue.minimum, issue.origin);
    case 'too_big':
      return bound(issue.exact ? 'exactly' : issue.inclusive ? 'at most' : 'less than', issue.maximum, issue.origin);
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `expected ${formatOf(issue)}`;
    case 'unrecognized_keys':
      return `expected no such field: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return unionOf(issue);
    case 'invalid_key':
      return 'expected another name for this field';
    case 'invalid_element':
      return 'expected another value';
    default:
      return undefined;
  }
}

/** Has every schema of this process say so. */
export const speakPlainly = (): void => void z.config({ customError: expectedOf });

/** The types of JSON are called what JSON calls them. */
const TYPES: Record<string, string> = {
  int: 'integer',
  nan: 'number',
  record: 'object',
  nonoptional: 'a value',
  undefined: 'nothing',
  date: 'a date',
};

function kindOf(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'array';
  if (typeof input !== 'number') return typeof input;
  if (Number.isNaN(input)) return 'text that is no number';
  if (!Number.isFinite(input)) return 'infinity';
  return Number.isInteger(input) ? 'number' : 'a fraction';
}

const UNITS: Record<string, string> = { string: 'character', array: 'item', set: 'item', map: 'item', file: 'byte' };

function bound(how: string, limit: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `expected ${how} ${limit}`;
  return `expected ${how} ${limit} ${unit}${Number(limit) === 1 ? '' : 's'}`;
}

const FORMATS: Record<string, string> = {
  email: 'an email address',
  url: 'a URL',
  uuid: 'a UUID',
  datetime: 'a time by ISO 8601, such as 2026-01-31T12:00:00Z',
  date: 'a date by ISO 8601, such as 2026-01-31',
  time: 'a time of day, such as 12:00:00',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'base64',
  base64url: 'base64url',
};

type Format = Extract<z.core.$ZodRawIssue, { code: 'invalid_format' }>;

function formatOf(issue: Format): string {
  const { format, prefix, suffix, includes } = issue as Format &
    Partial<Record<'prefix' | 'suffix' | 'includes', string>>;
  if (prefix !== undefined) return `text that begins with ${prefix}`;
  if (suffix !== undefined) return `text that ends with ${suffix}`;
  if (includes !== undefined) return `text with ${includes} in it`;
  return FORMATS[format] ?? 'text of another form';
}

type Union = Extract<z.core.$ZodRawIssue, { code: 'invalid_union' }>;

/** One of some words, or what each of the forms that it may have wants first. */
function unionOf(issue: Union): string {
  const { options } = issue;
  if (Array.isArray(options) && options.length > 0) return `expected one of ${listOf(options)}`;
  const wanted = issue.errors.flatMap(([first]) => first?.message ?? []);
  return wanted.length === 0 ? 'expected another form' : [...new Set(wanted)].join(', or ');
}

const wordOf = (value: unknown): string => (value === null ? 'null' : String(value));
const listOf = (values: readonly unknown[]): string => values.map(wordOf).join(', ');
