/**
 * The national language tables of 3GPP TS 23.038 annex A: single shift (A.2), which say what a septet means behind an
 * escape, and locking shift (A.3), which take the place of the default alphabet.
 */

/** The national language identifiers of TS 23.038 6.2.1.2.4. */
export const LANGUAGES = {
  tr: 1,
  es: 2,
  pt: 3,
  bn: 4,
  gu: 5,
  hi: 6,
  kn: 7,
  ml: 8,
  or: 9,
  pa: 10,
  ta: 11,
  te: 12,
  ur: 13,
} as const;
export type Language = keyof typeof LANGUAGES;

/** What stands where a table has no character, and where the escape is. */
const NONE = '\0';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const CAPITALS = SMALL.toUpperCase();

/** Characters by code points in hexadecimal, alone or as `from-to`; `_` is none. */
const points = (list: string): string[] =>
  list.split(' ').flatMap((word) => {
    if (word === '_') return [NONE];
    const [from = 0, to = from] = word.split('-').map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
  });

/** Where the scripts of India have their letters in a locking table: offsets in their block of 128 code points. */
const INDIC =
  '01-03 05-0b \n 0c-0d \r 0e-1a _ 1b-1e SP ! 1f-24 ) ( 25-26 , 27 . 28 0 1 2 3 4 5 6 7 8 9 : ; 29-2b ? 2c-39 3c-4d';

/**
 * The locking table of a script of India.
 * @param gaps offsets that the block had no character at
 * @param last offsets of 0x60 and of 0x7B to 0x7F
 */
function indic(block: number, gaps: string, last: string): string[] {
  const missing = new Set(points(gaps));
  const at = (offset: string): string =>
    missing.has(offset) ? NONE : String.fromCharCode(block + offset.charCodeAt(0));
  const letters = INDIC.split(' ').flatMap((word) => {
    if (/^[0-4][0-9a-f](-[0-4][0-9a-f])?$/.test(word)) return points(word).map(at);
    return word === '_' ? [NONE] : [word === 'SP' ? ' ' : word];
  });
  const [first = NONE, ...others] = points(last).map((offset) => String.fromCharCode(block + offset.charCodeAt(0)));
  return [...letters, first, ...SMALL, ...others];
}

const LATIN_END = '\u00c4\u00d6\u00d1\u00dc\u00a7';
const ascii = (currency: string): string => ` !"#${currency}%&'()*+,-./0123456789:;<=>?`;
const GREEK = '\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e';

/** By language: 128 characters; a language without a table has the default alphabet. */
export const LOCKING: Readonly<Partial<Record<number, readonly string[]>>> = {
  1: [
    ...`@\u00a3$\u00a5\u20ac\u00e9\u00f9\u0131\u00f2\u00c7\n\u011e\u011f\r\u00c5\u00e5${GREEK}${NONE}\u015e\u015f\u00df\u00c9`,
    ...`${ascii('\u00a4')}\u0130${CAPITALS}${LATIN_END}\u00e7${SMALL}\u00e4\u00f6\u00f1\u00fc\u00e0`,
  ],
  3: [
    ...`@\u00a3$\u00a5\u00ea\u00e9\u00fa\u00ed\u00f3\u00e7\n\u00d4\u00f4\r\u00c1\u00e1`,
    ...`\u0394_\u00aa\u00c7\u00c0\u221e^\\\u20ac\u00d3|${NONE}\u00c2\u00e2\u00ca\u00c9`,
    ...`${ascii('\u00ba')}\u00cd${CAPITALS}\u00c3\u00d5\u00da\u00dc\u00a7~${SMALL}\u00e3\u00f5\`\u00fc\u00e0`,
  ],
  4: indic(0x980, '0d-0e 11-12 29 31 33-35 45-46 49-4a', '4e 57 5c-5d 70-71'),
  5: indic(0xa80, '0e 12 29 31 34 46 4a', '50 60-63 71'),
  6: indic(0x900, '_', '50 72 7b-7c 7e-7f'),
  7: indic(0xc80, '01 0d 11 29 34 45 49', '55-56 60-63'),
  8: indic(0xd00, '01 0d 11 29 3c 45 49', '57 60-63 79'),
  9: indic(0xb00, '0d-0e 11-12 29 31 34 45-46 49-4a', '56-57 60-63'),
  10: indic(0xa00, '0b-0e 11-12 29 31 34 37 3d 43-46 49-4a', '51 70-74'),
  11: indic(0xb80, '01 0b-0d 11 16-18 1b 1d 20-22 25-27 2b-2d 3c-3d 43-45 49', '50 57 70-72 79'),
  12: indic(0xc00, '0d 11 29 34 3c 45 49', '55-56 60-63'),
  13: [
    ...points(
      '627 622 628 67b 680 67e 6a6 62a 6c2 67f a 679 67d d 67a 67c 62b 62c 681 684 683 685-687 62d-62f _ 68c 688',
    ),
    ...points('689 68a 20-21 68f 68d 630-631 691 693 29 28 699 632 2c 696 2e 698 30-3b 69a 633-634 3f 635-639 641-642'),
    ...points('6a9-6ab 6af 6b3 6b1 644-646 6ba-6bc 648 6c4 6d5 6c1 6be 621 6cc 6d0 6d2 64d 650 64f 657 654 61-7a'),
    ...points('655 651 653 656 670'),
  ],
};

const EURO = 0x65;

/** As many as there are places. */
const filled = (list: string, places: number): string[] =>
  [...points(list), ...Array<string>(places).fill(NONE)].slice(0, places);

/** The single shift table of a script of India: what differs, at 0x19, 0x1A and 0x1C to 0x27, 0x2A to 0x2E, 0x30 to 0x3B, 0x3F. */
function shifted(low: string, middle: string, high: string, last = '_'): string[] {
  const numbers = filled(low, 14);
  const table = [
    ...`@\u00a3$\u00a5\u00bf"\u00a4%&'\f*+${NONE}-/<=>\u00a1^\u00a1_#*`,
    ...[...numbers.slice(0, 2), NONE, ...numbers.slice(2), '{', '}', ...filled(middle, 5), '\\', ...filled(high, 12)],
    ...['[', '~', ']', ...points(last), '|', ...CAPITALS, ...Array<string>(37).fill(NONE)],
  ];
  table[EURO] = '\u20ac';
  return table;
}

/** The default extension table with more: septets and their code points, in hexadecimal. */
function extended(more: string): string[] {
  const table = Array<string>(128).fill(NONE);
  const usual = '0a=c 14=5e 28=7b 29=7d 2f=5c 3c=5b 3d=7e 3e=5d 40=7c 65=20ac';
  for (const pair of `${usual} ${more}`.split(' ')) {
    const [septet = 0, point = 0] = pair.split('=').map((hex) => Number.parseInt(hex, 16));
    table[septet] = String.fromCharCode(point);
  }
  return table;
}

const PORTUGUESE =
  '05=ea 09=e7 0b=d4 0c=f4 0e=c1 0f=e1 12=3a6 13=393 15=3a9 16=3a0 17=3a8 18=3a3 19=398 1f=ca 41=c0 49=cd 4f=d3 ' +
  '55=da 5b=c3 5c=d5 61=c2 69=ed 6f=f3 75=fa 7b=e3 7c=f5 7f=e2';

/** By language: 128 characters behind an escape. */
export const SINGLE: Readonly<Partial<Record<number, readonly string[]>>> = {
  1: extended('47=11e 49=130 53=15e 63=e7 67=11f 69=131 73=15f'),
  2: extended('09=e7 41=c1 49=cd 4f=d3 55=da 61=e1 69=ed 6f=f3 75=fa'),
  3: extended(PORTUGUESE),
  4: shifted('9e6-9ef 9df-9e2', '9e3 9f2-9f5', '9f6-9fa'),
  5: shifted('964-965 ae6-aef', '_', '_'),
  6: shifted('964-965 966-96f 951-952', '953-954 958-95a', '95b-963 970-971'),
  7: shifted('964-965 ce6-cef cde cf1', 'cf2', '_'),
  8: shifted('964-965 d66-d71', 'd72-d75 d7a', 'd7b-d7f'),
  9: shifted('964-965 b66-b6f b5c-b5d', 'b5f b70-b71', '_'),
  10: shifted('964-965 a66-a6f a59-a5a', 'a5b-a5c a5e a75', '_'),
  11: shifted('964-965 be6-bef bf3-bf4', 'bf5-bf8 bfa', '_'),
  12: shifted('_ _ c66-c6f c58-c59', 'c78-c7c', 'c7d-c7f'),
  13: shifted('600-601 6f0-6f9 60c-60d', '60e-612', '613-614 61b 61f 640 652 658 66b-66c 672-673 6cd', '6d4'),
};

/** Where a table has nothing. */
export const isNone = (character: string): boolean => character === NONE;
