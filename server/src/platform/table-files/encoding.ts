import { encodingNamed } from '@signalbox/contracts/encodings';
import { analyse } from 'chardet';
import { plausibility } from './plausible-words.js';

/** What is looked at to tell the encoding of a text by. */
const SAMPLE = 32 * 1024;
const LINE_FEED = 10;
const ASCII_END = 0x80;

/** Gathers the lines of a text that have other letters than ASCII's: numbers and English tell nothing of an encoding. */
export class ForeignLetters {
  private readonly lines: Buffer[] = [];
  private octets = 0;

  /** Octets in order. What goes over into the next ones is looked at in two pieces. */
  take(octets: Buffer): void {
    let from = 0;
    while (this.octets < SAMPLE && from < octets.length) {
      const at = firstForeign(octets, from);
      if (at < 0) return;
      const start = Math.max(from, octets.lastIndexOf(LINE_FEED, at) + 1);
      const end = octets.indexOf(LINE_FEED, at);
      const line = octets.subarray(start, Math.min(end < 0 ? octets.length : end + 1, start + SAMPLE - this.octets));
      // The octets are overwritten by the next ones.
      this.lines.push(Buffer.from(line));
      this.octets += line.length;
      from = start + line.length;
    }
  }

  sample(): Buffer {
    return Buffer.concat(this.lines);
  }
}

function firstForeign(octets: Buffer, from: number): number {
  for (let at = from; at < octets.length; at++) if ((octets[at] ?? 0) >= ASCII_END) return at;
  return -1;
}

/** Encodings of which each octet is a letter: what is read in one of them can be read in all, and looks wrong in most. */
const SINGLE_OCTETS = [
  'windows-1252',
  'windows-1251',
  'windows-1250',
  'windows-1254',
  'windows-1253',
  'windows-1256',
  'windows-1255',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'iso-8859-5',
  'x-mac-cyrillic',
];
/** What chardet calls by the older name: the two differ in few letters, and Windows writes its own. */
const WINDOWS_OWN: Record<string, string> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
};
/** Chinese, Japanese and Korean: of a few octets anything can be one of their letters. */
const PAIRS = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'iso-2022-jp']);
const SURE_OF_PAIRS = 50;
const LEAST_SECOND = 0x40;
/** By their first octets, the rows of each table in which the letters of most texts are; further ones are rare. */
const USUAL_ROWS: Record<string, readonly (readonly [first: number, last: number])[]> = {
  gb18030: [[0xb0, 0xd7]],
  big5: [[0xa4, 0xc6]],
  shift_jis: [
    [0x82, 0x83],
    [0x88, 0x98],
  ],
  'euc-jp': [
    [0xa4, 0xa5],
    [0xb0, 0xcf],
  ],
  'euc-kr': [[0xb0, 0xc8]],
};
/** In these the second octets of usual letters begin here. */
const LEAST_USUAL_SECOND: Record<string, number> = { gb18030: 0xa1, 'euc-jp': 0xa1, 'euc-kr': 0xa1 };

/**
 * The encoding of a text that is no Unicode, by the frequencies of its letters, as chardet knows them, and by how its words
 * look: names are few, and of too few letters frequencies tell nothing.
 */
export function encodingOf(sample: Buffer): string {
  const confidences = new Map<string, number>();
  for (const { name, confidence } of analyse(sample)) {
    const known = encodingNamed(name);
    if (known === null || known.startsWith('utf')) continue;
    for (const one of [known, WINDOWS_OWN[known] ?? known]) if (!confidences.has(one)) confidences.set(one, confidence);
  }
  for (const one of SINGLE_OCTETS) if (!confidences.has(one)) confidences.set(one, 0);
  let best = { encoding: 'windows-1252', score: -Infinity };
  for (const [encoding, confidence] of confidences) {
    if (PAIRS.has(encoding) && confidence < SURE_OF_PAIRS && !isAllPairs(sample)) continue;
    const likeness = 100 * plausibility(new TextDecoder(encoding).decode(sample), encoding);
    const place = SINGLE_OCTETS.indexOf(encoding);
    const score =
      likeness + confidence - 100 * rareShare(sample, encoding) - (place < 0 ? SINGLE_OCTETS.length : place) / 10;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** How many of a text's letters are rare ones; 0 in an encoding of single octets. */
function rareShare(sample: Buffer, encoding: string): number {
  const rows = USUAL_ROWS[encoding];
  if (rows === undefined) return 0;
  const least = LEAST_USUAL_SECOND[encoding] ?? LEAST_SECOND;
  let pairs = 0;
  let rare = 0;
  for (let at = 0; at < sample.length; at++) {
    const first = sample[at] ?? 0;
    if (first < ASCII_END) continue;
    const second = sample[++at] ?? 0;
    pairs++;
    if (second < least || !rows.some(([from, to]) => first >= from && first <= to)) rare++;
  }
  return pairs === 0 ? 0 : rare / pairs;
}

/** Whether octets above ASCII begin pairs only. */
function isAllPairs(sample: Buffer): boolean {
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < ASCII_END) continue;
    if ((sample[at + 1] ?? 0) < LEAST_SECOND) return false;
    at++;
  }
  return true;
}
