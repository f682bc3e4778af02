import { Malformed } from './words.js';

/** What a router says of one thing, by its own names. */
export type Row = ReadonlyMap<string, string>;

export interface Reply {
  type: '!re' | '!done' | '!trap' | '!fatal' | '!empty';
  attributes: Row;
  /** What `!fatal` says has no name. */
  bare: string;
}

const TYPES: readonly string[] = ['!re', '!done', '!trap', '!fatal', '!empty'] satisfies Reply['type'][];

/** A sentence of the binary API, taken apart: `=name=value`, where the value may have more of them. @throws Malformed */
export function replyOf([type = '', ...words]: readonly string[]): Reply {
  if (!TYPES.includes(type)) throw new Malformed('a sentence begins with none of the words that answers begin with');
  const attributes = new Map<string, string>();
  const bare: string[] = [];
  for (const word of words) {
    const end = word.indexOf('=', 1);
    if (word.startsWith('=') && end > 1) attributes.set(word.slice(1, end), word.slice(end + 1));
    else if (!word.startsWith('.')) bare.push(word);
  }
  return { type: type as Reply['type'], attributes, bare: bare.join(' ') };
}
