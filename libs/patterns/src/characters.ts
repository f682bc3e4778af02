import { PatternError } from './pattern-error.js';

/** What `\s` stands for in ECMAScript (22.2.2.9), no-break spaces included, as ranges of code points. */
const SPACES = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const;
const LAST = 0x10ffff;

/** A character as the engine is told it, inside a class and outside: nothing in it has a meaning of its own. */
export const literal = (code: number): string => `\\x{${code.toString(16)}}`;

export const range = (from: number, to: number): string => `${literal(from)}-${literal(to)}`;

const INSIDE = SPACES.map(([from, to]) => range(from, to)).join('');
const OUTSIDE = SPACES.map(([from], index) => range(index === 0 ? 0 : (SPACES[index - 1]?.[1] ?? 0) + 1, from - 1))
  .concat(range(0xfeff + 1, LAST))
  .join('');

/** What the sets stand for inside a class. The engine's own `\s` is ASCII only. */
const SETS: Record<string, string> = { d: '\\d', D: '\\D', w: '\\w', W: '\\W', s: INSIDE, S: OUTSIDE };
const CONTROLS: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b };

/** What stands for one character: the character, or a set of them as it is written inside a class. */
export type Atom = { code: number } | { set: string };

/** What an escape says, and how long it is. The backslash is at `at`. @throws PatternError */
export function escapeAt(source: string, at: number): Atom & { length: number } {
  const rest = source.slice(at + 1, at + 13);
  const [letter = ''] = rest;
  if (letter === '') throw new PatternError('expected a character after the last backslash');
  const set = SETS[letter];
  if (set !== undefined) return { set, length: 2 };
  const control = CONTROLS[letter];
  if (control !== undefined) return { code: control, length: 2 };
  const written = writtenOut(rest);
  if (written) return written;
  if (/^[1-9k]/.test(rest)) throw new PatternError(`expected no back reference such as \\${letter}`);
  if (/^[0-9A-Za-z]/.test(rest)) throw new PatternError(`expected no escape \\${letter}`);
  return { code: source.codePointAt(at + 1) ?? 0, length: 1 + String.fromCodePoint(rest.codePointAt(0) ?? 0).length };
}

/** `\xe9`, `\u00e9`, a pair of surrogates, `\u{1f600}`, `\cA`, `\0`. */
function writtenOut(rest: string): { code: number; length: number } | null {
  const pair = /^u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(rest);
  if (pair) {
    const units = [pair[1], pair[2]].map((unit) => parseInt(unit ?? '', 16));
    return { code: String.fromCharCode(...units).codePointAt(0) ?? 0, length: 12 };
  }
  const [all, ...digits] = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/.exec(rest) ?? [];
  if (all !== undefined) return inUnicode(parseInt(digits.find(Boolean) ?? '', 16), 1 + all.length);
  const [, letter] = /^c([A-Za-z])/.exec(rest) ?? [];
  if (letter !== undefined) return { code: letter.charCodeAt(0) & 31, length: 3 };
  return /^0(?![0-9])/.test(rest) ? { code: 0, length: 2 } : null;
}

function inUnicode(code: number, length: number): { code: number; length: number } {
  if (code > LAST) throw new PatternError('expected a character that Unicode has');
  return { code, length };
}
