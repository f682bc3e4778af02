import { toE164 } from '../common/phone-number.js';
import { SAMPLE, linesOf } from './delimiter.js';

/*
 * Numbers and nothing else, several a line: as people paste them from a chat, or as an address line exports them. Each is
 * a row of its own. A table with two columns of numbers is another thing, which says itself what its columns are.
 */

/** What is between such numbers, the likelier first: a blank is within most numbers. */
const SEPARATORS = [
  [',', ';', '\t', '|'],
  [',', ';', '\t', '|', ' '],
  // A list of JSON; commas of Chinese and Arabic keyboards.
  [',', ';', '\t', '|', '[', ']', '\uff0c', '\uff1b', '\u3001', '\u060c', '\u061b'],
];
const LINE_ENDS = ['\r\n', '\n', '\r'];
const MOST_LOOKED_AT = 1_000;
/** Of what looks like numbers, so many must be some: others are told of. */
const VALID = 0.9;
/** Before the first there may be a word for them, as `phone:`. */
const NUMBERLIKE = /^(?:\s*\p{L}{1,10}:)?[\s"'=+\p{Cf}]*\d[\d\s().\-\p{Cf}"']{5,}$/u;

/**
 * What ends a row in a text of nothing but numbers with several in a line, ends of lines among them; null for any other.
 * @param sample the text, or its beginning
 */
export function looseSeparators(sample: string, country: string): string[] | null {
  for (const separators of SEPARATORS) {
    const lines = linesOf(sample).map((line) => splitBy(line, separators));
    // The last of an only line may be cut off.
    if (lines.length === 1 && sample.length >= SAMPLE - 4) lines[0]?.pop();
    if (areLoose(lines, country)) return [...separators, ...LINE_ENDS];
  }
  return null;
}

/** Whether rows are nothing but numbers, all in one row or three and more in some. */
export function areLoose(rows: readonly (readonly string[])[], country: string): boolean {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== ''));
  const widest = Math.max(0, ...filled.map((cells) => cells.length));
  if (widest < (filled.length === 1 ? 2 : 3)) return false;
  const cells = filled.flat().slice(0, MOST_LOOKED_AT);
  if (!cells.every((cell) => NUMBERLIKE.test(cell))) return false;
  return cells.filter((cell) => toE164(cell, country) !== null).length >= cells.length * VALID;
}

function splitBy(line: string, separators: readonly string[]): string[] {
  let parts = [line];
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
  return parts;
}
