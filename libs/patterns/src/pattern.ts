import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { PatternError } from './pattern-error.js';
import { translated } from './translation.js';

/** Of a text so many characters are searched: time grows with them, and with the size of the expression. */
export const LONGEST_TEXT = 16_384;
const LONGEST_SOURCE = 1_000;
/** In the engine's instructions. Counted repeats are written out, so `.{1,200}` has 400. */
const LARGEST = 600;

const WORDS: Record<string, string> = {
  'missing closing )': 'expected a ) for each (',
  'unexpected )': 'expected a ( for each )',
  'missing argument to repetition operator': 'expected something before *, +, ? and {n}',
  'invalid nested repetition operator': 'expected one *, +, ? or {n} after another thing',
  'invalid repeat count': 'expected counts that go upwards, and at most 1000 of a thing in all',
};

/**
 * An expression that somebody entered, whose one group is what it finds. Matching takes time in proportion to the text,
 * whatever the expression: no person's expression can hold up a process.
 */
export class Pattern {
  private constructor(private readonly expression: RE2JS) {}

  /**
   * @param source as ECMAScript writes it; without lookarounds and back references, which no such engine has
   * @param flags `i`: upper and lower case are the same
   * @throws PatternError
   */
  static of(source: string, flags = ''): Pattern {
    if (source.length > LONGEST_SOURCE) throw new PatternError(`expected at most ${LONGEST_SOURCE} characters`);
    if (!/^i?$/.test(flags)) throw new PatternError('expected no flag but i');
    const expression = compiled(translated(source), flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
    if (expression.groupCount() !== 1) throw new PatternError('expected one group in parentheses');
    if (expression.programSize() > LARGEST) throw new PatternError('expected a smaller expression, or smaller counts');
    return new Pattern(expression);
  }

  /** The group in the first match; null where nothing matches, or the match goes without the group. */
  find(text: string): string | null {
    const matcher = this.expression.matcher(text.slice(0, LONGEST_TEXT));
    return matcher.find() ? matcher.group(1) : null;
  }
}

/** Why an expression cannot be used, in words that begin with "expected"; null when it can. */
export function problemOf(source: string, flags = ''): string | null {
  try {
    Pattern.of(source, flags);
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

function compiled(source: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(source, flags);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const said = error instanceof RE2JSSyntaxException ? error.getDescription() : '';
    throw new PatternError(WORDS[said] ?? 'expected a regular expression');
  }
}
