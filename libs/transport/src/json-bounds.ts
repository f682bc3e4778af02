/** Deeper than anything that is documented. */
const MAX_DEPTH = 16;
/** A batch of 10,000 messages has one more; the rest is room. */
const MAX_CONTAINERS = 50_000;
/** The same batch with every field set has 150,000; a list of numbers may have more. */
const MAX_VALUES = 500_000;
const MAX_MEMBERS = 1_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * What a JSON text (RFC 8259) has too much of, and null when it is within bounds. Counts only, and says nothing of whether
 * the text is JSON: a parser makes millions of objects of a few megabytes of brackets, this makes none.
 */
export function excessOf(text: string): string | null {
  const members = new Uint16Array(MAX_DEPTH + 1);
  let depth = 0;
  let containers = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > MAX_DEPTH) return `expected at most ${MAX_DEPTH} levels of lists and objects`;
        if (++containers > MAX_CONTAINERS) return `expected at most ${MAX_CONTAINERS} lists and objects`;
        members[depth] = 0;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        if (depth > 0) depth--;
        break;
      case 0x2c: // ,
        if (++values > MAX_VALUES) return `expected at most ${MAX_VALUES} values`;
        break;
      case 0x3a: // :
        members[depth] = (members[depth] ?? 0) + 1;
        if (Number(members[depth]) > MAX_MEMBERS) return `expected at most ${MAX_MEMBERS} fields in an object`;
        break;
    }
  }
  return null;
}

/** The place of the quotation mark that ends the string which begins at `from`; the text's length where none does. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) break;
  }
  return at;
}
