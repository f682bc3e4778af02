/** @typedef {(path: string) => string} Read the text of a file of the repository */
/** @typedef {Map<string, string>} Files what a generator makes and changes: texts by their paths from the root */

/** @param {string} words such as `number-lists` @returns {string} `numberLists` */
export const camel = (words) => words.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
/** @returns {string} `NumberLists` */
export const pascal = (words) => camel(words).replace(/^./, (letter) => letter.toUpperCase());
/** @returns {string} `number lists` */
export const spoken = (words) => words.replaceAll('-', ' ');
/** @returns {string} `Number lists` */
export const title = (words) => spoken(words).replace(/^./, (letter) => letter.toUpperCase());

/** @throws a sentence that says what was expected instead */
export function requireName(what, name, pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, example = 'number-lists') {
  if (name === undefined || !pattern.test(name)) {
    throw new Error(
      `${what}: expected small letters, digits and hyphens, such as ${example}; got ${name ?? 'nothing'}.`,
    );
  }
  return name;
}

/** Changes files on top of what was made before. */
export class Edits {
  /** @param {Read} read */
  constructor(read) {
    this.read = read;
    /** @type {Files} */
    this.files = new Map();
  }

  textOf(path) {
    return this.files.get(path) ?? this.read(path);
  }

  make(path, text) {
    this.files.set(path, text);
  }

  /** Puts a line before the first one that has a text in it. */
  before(path, marker, line) {
    const text = this.textOf(path);
    const at = text.indexOf(marker);
    if (at < 0) throw new Error(`${path}: there is no “${marker}” to put a line before; it was changed since.`);
    const start = lineOf(text, at);
    this.files.set(path, `${text.slice(0, start)}${line}\n${text.slice(start)}`);
  }

  /** Puts a line where it belongs among the lines that follow another, which are in the order of the alphabet. */
  sorted(path, begin, line) {
    const text = this.textOf(path);
    const from = text.indexOf(begin);
    if (from < 0) throw new Error(`${path}: there is no “${begin}”; it was changed since.`);
    const start = text.indexOf('\n', from) + 1;
    const lines = text.slice(start).split('\n');
    const place = lines.findIndex((other) => other > line || /^\s*\]/.test(other));
    lines.splice(place, 0, line);
    this.files.set(path, text.slice(0, start) + lines.join('\n'));
  }

  /** The same before the first such line after another. */
  beforeIn(path, begin, marker, line) {
    const text = this.textOf(path);
    const from = text.indexOf(begin);
    const at = from < 0 ? -1 : text.indexOf(marker, from + begin.length);
    if (at < 0) throw new Error(`${path}: there is no “${marker}” after “${begin}”; it was changed since.`);
    const start = lineOf(text, at);
    this.files.set(path, `${text.slice(0, start)}${line}\n${text.slice(start)}`);
  }
}

/** Where the line begins that a place is in. */
const lineOf = (text, at) => text.lastIndexOf('\n', at - 1) + 1;
