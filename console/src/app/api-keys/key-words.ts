import type { ApiKey } from '@signalbox/contracts/auth';
import type { Scope } from '@signalbox/contracts/permissions';

/** What a key may; those from before there were scopes are marked. */
export const scopeWords = ({ scopes }: Pick<ApiKey, 'scopes'>): string =>
  scopes === null ? 'all scopes, from before' : scopes.join(', ');

/** What a person picks when a key is made, with the scopes that it stands for. */
export const KEY_KINDS: readonly { value: string; label: string; scopes: readonly Scope[] }[] = [
  { value: 'send', label: 'Send', scopes: ['send'] },
  { value: 'send-read', label: 'Send and read', scopes: ['send', 'read'] },
  { value: 'read', label: 'Read', scopes: ['read'] },
  { value: 'operate', label: 'Send, read and operate', scopes: ['send', 'read', 'operate'] },
  { value: 'admin', label: 'Everything, keys and accounts too', scopes: ['send', 'read', 'operate', 'admin'] },
];

/** Networks as they are typed: with commas, blanks or lines between them. */
export const networksIn = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** The end of a day of the reader's, or none. @param day as 2026-01-31 */
export function endOf(day: string): string | null {
  if (day === '') return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).toISOString();
}
