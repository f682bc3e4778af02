import type { AuditRow } from '@signalbox/contracts/audit';
import type { Tone } from '../ui/status';

const VERBS: Readonly<Record<string, string>> = {
  create: 'made',
  change: 'changed',
  delete: 'deleted',
  export: 'taken out',
  import: 'imported',
};

/** `number-lists.delete` is "Number lists: deleted". */
export function actionWords(action: string): string {
  const [subject = '', ...rest] = action.split('.');
  const what = rest.map((word) => VERBS[word] ?? word.replaceAll('-', ' ')).join(', ');
  const name = subject.replaceAll('-', ' ').replace(/^(api|sim|sms)\b/, (word) => word.toUpperCase());
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${what && `: ${what}`}`;
}

export const whoWords = ({ username, user_id, api_key_id }: AuditRow): string => {
  const who = username ?? (user_id === null ? 'nobody signed in' : `account ${user_id}`);
  return api_key_id === null ? who : `${who}, key ${api_key_id}`;
};

export const OUTCOMES: Readonly<Record<AuditRow['outcome'], { label: string; tone: Tone }>> = {
  done: { label: 'done', tone: 'done' },
  failed: { label: 'refused', tone: 'bad' },
  unknown: { label: 'under way or cut off', tone: 'waiting' },
};

/** One field of a change; null where there is no such side. */
export interface Difference {
  name: string;
  before: string | null;
  after: string | null;
}

/** What differs; of what was made, or has no other sides, what was asked for. */
export function differencesOf({ before, after, asked }: AuditRow): Difference[] {
  const given = isFields(asked) ? asked : {};
  const now = after ?? (before === null ? given : {});
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now)])];
  return names.map((name) => ({ name, before: wordOf(before, name), after: wordOf(now, name) }));
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wordOf(fields: Record<string, unknown> | null, name: string): string | null {
  const value = fields?.[name];
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
