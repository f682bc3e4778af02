import { ImportFailure } from '../../number-tables/import-failure.js';
import type { Package } from './package.js';
import { XmlReader } from './xml.js';

/** The name of their part. */
export const STRINGS = 'xl/sharedStrings.xml';
/** Octets of all strings together. */
const MAX_OCTETS = 128 * 1024 * 1024;
const MAX_STRINGS = 12_000_000;

/**
 * The strings that cells refer to by number (ECMA-376, part 1, 18.4.9). A million names as JavaScript strings would be
 * most of a thread's memory: they are kept as UTF-8, one behind the other.
 */
export class SharedStrings {
  private octets = Buffer.alloc(64 * 1024);
  private used = 0;
  private ends = new Uint32Array(1024);
  private count = 0;

  /** @throws ImportFailure */
  static async read(parts: Package): Promise<SharedStrings> {
    const strings = new SharedStrings();
    if (!parts.has(STRINGS)) return strings;
    let text = '';
    let inText = false;
    let inPhonetic = false;
    const reader = new XmlReader({
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') inPhonetic = true;
        else if (name === 't') inText = !inPhonetic;
      },
      close: (name) => {
        if (name === 'si') strings.add(text);
        else if (name === 'rPh') inPhonetic = false;
        else if (name === 't') inText = false;
      },
      text: (piece) => {
        if (inText) text += piece;
      },
    });
    for await (const piece of parts.text(STRINGS)) reader.write(piece);
    reader.end();
    return strings;
  }

  /** Empty where there is none of this number. */
  get(index: number): string {
    if (index >= this.count) return '';
    return this.octets.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  private add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > MAX_OCTETS || this.count >= MAX_STRINGS) {
      throw new ImportFailure('the spreadsheet has too much text; save it as CSV');
    }
    while (this.used + length > this.octets.length) this.octets = Buffer.concat([this.octets], this.octets.length * 2);
    if (this.count === this.ends.length) {
      const before = this.ends;
      this.ends = new Uint32Array(before.length * 2);
      this.ends.set(before);
    }
    this.used += this.octets.write(text, this.used);
    this.ends[this.count++] = this.used;
  }
}
