type Json = Record<string, unknown>;

/** `JSON.parse` with the third argument that the language gives its reviver since 2025 and the types do not know. */
const parse = JSON.parse as (
  text: string,
  reviver?: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown;

/** An id of 16 digits and more does not fit a number: it is kept as its text. */
const exact = (_: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source && /^\d+$/.test(source) ? source : value;

/** Parses JSON; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return /\d{16}/.test(text) ? parse(text, exact) : parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text or number of an answer as text; null for anything else, and for an empty text. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** The first of some fields that is there and a text, as it is: also an empty one, and with the blanks around it. */
export function textIn(from: unknown, ...names: string[]): string | null {
  if (!isObject(from)) return null;
  for (const name of names) {
    const value = from[name] ?? from[Object.keys(from).find((key) => key.toLowerCase() === name.toLowerCase()) ?? ''];
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** The first of some fields that is there, as text; names are compared without regard to case. */
export function field(from: unknown, ...names: string[]): string | null {
  if (!isObject(from)) return null;
  for (const name of names) {
    const found = textOf(from[name]) ?? textOf(from[Object.keys(from).find((key) => key.toLowerCase() === name) ?? '']);
    if (found !== null) return found;
  }
  return null;
}
