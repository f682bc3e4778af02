import { z } from 'zod';

/** A placeholder, its name as the first group. */
export const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const NAMES = /^(to|to_digits|text|sender|id|secret\.[a-z0-9_]{1,32})$/;
const EXPECTED = 'expected no placeholders but {{to}}, {{to_digits}}, {{text}}, {{sender}}, {{id}} and {{secret.NAME}}';

const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
const areKnown = (text: string): boolean => namesIn(text).every((name) => NAMES.test(name));

/** The secrets that a text asks for, by name. */
export const secretsIn = (text: string): string[] =>
  namesIn(text).flatMap((name) => (name.startsWith('secret.') ? [name.slice('secret.'.length)] : []));

/** A text with placeholders, filled in as its place requires. */
export const template = (max: number) => z.string().max(max).refine(areKnown, EXPECTED);

/** What can be reached at all: ports and addresses are such. */
const AnyUrl = z.url();

/** A URL with placeholders behind its host: whom a request goes to does not depend on a message. */
export const urlTemplate = template(2000).refine(
  (text) =>
    /^https?:\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?([/?][^\s]*)?$/.test(text) &&
    AnyUrl.safeParse(text).success,
  'expected a URL that begins with https:// or http:// and a fixed host, without user and password',
);

/** Headers that decide where a request goes or where it ends: the client writes them itself. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|content-length|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;

/** Header names and their values, which may have placeholders. */
export const headerTemplates = z.record(
  z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'expected letters, digits and dashes')
    .refine((name) => !OWN_HEADERS.test(name), 'expected no header that the client writes itself'),
  // Printable US-ASCII: RFC 9110 5.5 lets nothing else through everywhere.
  template(500).regex(/^[\x20-\x7e]*$/, 'expected printable ASCII characters'),
);

/** Whether a body with placeholders is JSON, whatever text is filled in: `{{to_digits}}` may stand for a number. */
export function isJsonTemplate(text: string): boolean {
  try {
    JSON.parse(text.replaceAll('{{to_digits}}', '1').replace(PLACEHOLDER, 'x'));
    return true;
  } catch {
    return false;
  }
}
