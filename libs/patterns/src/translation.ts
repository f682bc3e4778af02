import { type Atom, escapeAt, literal, range } from './characters.js';
import { PatternError } from './pattern-error.js';

/** What the engine counts to. */
const MOST_REPEATS = 1000;
/** A dot is no line terminator, ECMAScript 12.3; the engine's own takes all but one of them. */
const DOT = '[^\\x{a}\\x{d}\\x{2028}\\x{2029}]';

interface Piece {
  text: string;
  /** How much of the source it stands for. */
  length: number;
}

/**
 * An expression as ECMAScript writes it (without flags `u` and `v`) in the words of the engine, with the meaning it has
 * there. What the engine would read as something else is written out. @throws PatternError naming what it cannot take
 */
export function translated(source: string): string {
  let text = '';
  for (let at = 0; at < source.length;) {
    const piece = pieceAt(source, at);
    text += piece.text;
    at += piece.length;
  }
  return text;
}

function pieceAt(source: string, at: number): Piece {
  const code = source.codePointAt(at) ?? 0;
  const character = String.fromCodePoint(code);
  switch (character) {
    case '\\':
      return escapedAt(source, at);
    case '[':
      return classAt(source, at);
    case '(':
      return groupAt(source, at);
    case '{':
      return repeatsAt(source, at);
    case '.':
      return { text: DOT, length: 1 };
    case '*':
    case '+':
    case '?':
    case '|':
    case ')':
    case '^':
    case '$':
      return { text: character, length: 1 };
    default:
      return { text: literal(code), length: character.length };
  }
}

function escapedAt(source: string, at: number): Piece {
  const [border] = /^\\[bB]/.exec(source.slice(at, at + 2)) ?? [];
  if (border !== undefined) return { text: border, length: 2 };
  const escape = escapeAt(source, at);
  return { text: 'set' in escape ? `[${escape.set}]` : literal(escape.code), length: escape.length };
}

function groupAt(source: string, at: number): Piece {
  const opening = source.slice(at);
  if (!opening.startsWith('(?')) return { text: '(', length: 1 };
  if (/^\(\?<?[=!]/.test(opening)) throw new PatternError('expected no lookahead or lookbehind');
  // A name changes nothing: the first group is what is found.
  const [named] = /^\(\?<[A-Za-z_$][\w$]*>/.exec(opening) ?? [];
  if (named !== undefined) return { text: '(', length: named.length };
  if (opening.startsWith('(?:')) return { text: '(?:', length: 3 };
  throw new PatternError('expected no groups but (…), (?:…) and (?<name>…)');
}

function repeatsAt(source: string, at: number): Piece {
  const [text, ...counts] = /^\{(\d+)(?:,(\d*))?\}/.exec(source.slice(at)) ?? [];
  if (text === undefined) return { text: literal(0x7b), length: 1 };
  if (counts.some((count) => Number(count ?? 0) > MOST_REPEATS))
    throw new PatternError(`expected counts of at most ${MOST_REPEATS}`);
  return { text, length: text.length };
}

/** A class in brackets: single characters, ranges and sets. Here a dash beside a set is a dash, and `[` a bracket. */
function classAt(source: string, start: number): Piece {
  const isNegated = source[start + 1] === '^';
  let at = start + (isNegated ? 2 : 1);
  let items = '';
  while (source[at] !== ']') {
    const from = atomAt(source, at);
    at += from.length;
    const to = source[at] === '-' && source[at + 1] !== ']' ? atomAt(source, at + 1) : null;
    if (to === null) items += written(from);
    else if ('set' in from || 'set' in to) items += `${written(from)}${literal(0x2d)}${written(to)}`;
    else if (from.code > to.code) throw new PatternError('expected ranges that go upwards');
    else items += range(from.code, to.code);
    at += to === null ? 0 : 1 + to.length;
  }
  const length = at + 1 - start;
  if (items === '') return { text: isNegated ? '[\\x{0}-\\x{10ffff}]' : '[^\\x{0}-\\x{10ffff}]', length };
  return { text: `[${isNegated ? '^' : ''}${items}]`, length };
}

function atomAt(source: string, at: number): Atom & { length: number } {
  const code = source.codePointAt(at);
  if (code === undefined) throw new PatternError('expected a ] for each [');
  if (code !== 0x5c) return { code, length: code > 0xffff ? 2 : 1 };
  return source[at + 1] === 'b' ? { code: 0x08, length: 2 } : escapeAt(source, at);
}

const written = (atom: Atom): string => ('set' in atom ? atom.set : literal(atom.code));
