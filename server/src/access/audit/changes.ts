/** What a row of the audit log says of the change itself. */
export interface Changes {
  before?: Fields;
  after?: Fields;
  asked?: unknown;
}
export type Fields = Record<string, unknown>;

export const HIDDEN = '***';
/** Fields that may hold a secret, by their names. */
const SECRET =
  /pass(word|phrase|key)|secret|token|credential|headers?|sealed|lookup|hash|authorization|proxy|recovery|(^|_|api|consumer)keys?$|^pin$|^code$|^hint$/i;
/** They change with everything, and say nothing. */
const NOISE = new Set(['updated_at', 'updatedAt', 'version']);

const LONGEST_TEXT = 500;
const MOST_ITEMS = 50;
const DEEPEST = 6;
/** Of the whole, in characters: MySQL's TEXT has 64 kB, and a character up to three bytes. */
const LONGEST = 20_000;

/** A value without secrets, and short enough to be kept. */
export function shown(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? String(value) : (value ?? null);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => shown(item, depth + 1));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, isSecret(name, field) ? HIDDEN : shown(field, depth + 1)]),
  );
}

/** Numbers and flags tell nothing that could be used: how many keys there are, whether there is a password. */
const isSecret = (name: string, value: unknown): boolean =>
  SECRET.test(name) && value !== null && value !== undefined && typeof value !== 'boolean' && typeof value !== 'number';

/**
 * The fields of a row that differ. A text that is JSON, as rows have it, is taken for what it says. That a secret differs is
 * shown, and nothing of it.
 */
export function differenceOf(before: Fields | null, after: Fields | null): Pick<Changes, 'before' | 'after'> {
  const old = before && opened(before);
  const now = after && opened(after);
  const names = Object.keys({ ...old, ...now }).filter(
    (name) => !NOISE.has(name) && JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]),
  );
  const of = (row: Fields) => shown(Object.fromEntries(names.map((name) => [name, row[name] ?? null]))) as Fields;
  return { ...(old && { before: of(old) }), ...(now && { after: of(now) }) };
}

const opened = (row: Fields): Fields =>
  Object.assign({}, ...Object.entries(row).map(([name, value]) => unfolded(name, value))) as Fields;

/** JSON's own fields, and those of a part of a document, stand among the row's, so that only those that differ are shown. */
function unfolded(name: string, value: unknown): Fields {
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return value as Fields;
  }
  if (typeof value !== 'string' || !/^\s*\{/.test(value)) return { [name]: value };
  try {
    return JSON.parse(value) as Fields;
  } catch {
    return { [name]: value };
  }
}

/** JSON for the row, cut where it would be too long. */
export function changesText(changes: Changes): string {
  const text = JSON.stringify(changes);
  if (text.length <= LONGEST) return text;
  const names = (fields: Fields | undefined) => fields && Object.fromEntries(Object.keys(fields).map((n) => [n, '…']));
  const short = JSON.stringify({ before: names(changes.before), after: names(changes.after), asked: '…' });
  return short.length <= LONGEST ? short : '{}';
}
