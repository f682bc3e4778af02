import { fillBitsAfter } from './concatenation.js';
import { decodeGsm7, septetsOf } from './gsm7.js';
import { isNone, type Language, LANGUAGES, LOCKING, SINGLE } from './national-tables.js';
import { elementsOf } from './user-data-elements.js';

/** The national tables that a user data header names, by their language's number; 0 is none (TS 23.040 9.2.3.24.15, .16). */
export interface Shift {
  locking: number;
  single: number;
}

const IEI_SINGLE = 0x24;
const IEI_LOCKING = 0x25;
const ESCAPE = 0x1b;
const DEFAULT = Array.from({ length: 128 }, (_, septet) =>
  septet === ESCAPE ? '\0' : decodeGsm7(Uint8Array.of(septet)),
);
/** Behind an escape without a national table; what it lacks is the default alphabet's. */
const EXTENSION = Array.from({ length: 128 }, (_, septet) => {
  const character = decodeGsm7(Uint8Array.of(ESCAPE, septet));
  return character === decodeGsm7(Uint8Array.of(septet)) ? '\0' : character;
});

/** The tables that a header names, or null; a language that nobody knows is none. */
export function shiftIn(header: Uint8Array): Shift | null {
  const shift: Shift = { locking: 0, single: 0 };
  for (const { iei, data } of elementsOf(header) ?? []) {
    const [language = 0] = data;
    if (data.length !== 1) continue;
    if (iei === IEI_LOCKING && LOCKING[language]) shift.locking = language;
    if (iei === IEI_SINGLE && SINGLE[language]) shift.single = language;
  }
  return shift.locking === 0 && shift.single === 0 ? null : shift;
}

const tablesOf = ({ locking, single }: Shift) => ({
  plain: LOCKING[locking] ?? DEFAULT,
  behindEscape: SINGLE[single] ?? EXTENSION,
});

/** Unpacked septets as text, by national tables. What the single shift table lacks is read in the other one (annex A.2). */
export function decodeShifted(septets: Uint8Array, shift: Shift): string {
  const { plain, behindEscape } = tablesOf(shift);
  const character = (table: readonly string[], septet: number): string => table[septet] ?? '\0';
  let text = '';
  for (let index = 0; index < septets.length; index++) {
    const septet = (septets[index] ?? 0) & 0x7f;
    let found = character(plain, septet);
    if (septet === ESCAPE) {
      const next = (septets[++index] ?? ESCAPE) & 0x7f;
      found = next === ESCAPE ? ' ' : character(behindEscape, next);
      if (isNone(found)) found = character(plain, next);
    }
    text += isNone(found) ? ' ' : found;
  }
  return text;
}

/** Septets of each character by the tables, or null when one has none. */
function encodedIn(text: string, shift: Shift): number[][] | null {
  const { plain, behindEscape } = tablesOf(shift);
  const all: number[][] = [];
  for (const character of text) {
    const septet = plain.indexOf(character);
    const shifted = behindEscape.indexOf(character);
    if (septet >= 0 && septet !== ESCAPE) all.push([septet]);
    else if (shifted >= 0 && shifted !== ESCAPE) all.push([ESCAPE, shifted]);
    else return null;
  }
  return all;
}

/** The header's elements that name the tables. */
const elementsFor = ({ locking, single }: Shift): number[] => [
  ...(locking === 0 ? [] : [IEI_LOCKING, 1, locking]),
  ...(single === 0 ? [] : [IEI_SINGLE, 1, single]),
];

/** Septets of 140 octets behind a header of so many, its length octet counted. */
const roomBehind = (header: number): number => Math.floor(((140 - header) * 8 - fillBitsAfter(header)) / 7);

export interface ShiftedText {
  /** Septets of each part, unpacked. */
  parts: Uint8Array[];
  texts: string[];
  /** What each part's header has beside the concatenation. */
  elements: Uint8Array;
}

/**
 * A text in a language's tables: with the single shift, the locking shift or both, whichever takes the fewest septets.
 * @param concatenation octets that a concatenation's element takes, where several parts are needed
 * @returns null when no tables have every character, or the text needs none of them
 */
export function shiftedText(text: string, language: Language, concatenation: number): ShiftedText | null {
  if (septetsOf(text) !== null) return null;
  const code = LANGUAGES[language];
  const ways: Shift[] = [
    { locking: 0, single: code },
    ...(LOCKING[code]
      ? [
          { locking: code, single: 0 },
          { locking: code, single: code },
        ]
      : []),
  ];
  const found = ways.flatMap((shift) => {
    const characters = encodedIn(text, shift);
    return characters === null ? [] : [cut(text, characters, Uint8Array.from(elementsFor(shift)), concatenation)];
  });
  const lengthOf = ({ parts }: ShiftedText): number => parts.reduce((sum, part) => sum + part.length, 0);
  return found.sort((a, b) => a.parts.length - b.parts.length || lengthOf(a) - lengthOf(b))[0] ?? null;
}

/** An escape and its septet stay together. */
function cut(text: string, characters: number[][], elements: Uint8Array, concatenation: number): ShiftedText {
  const all = characters.flat();
  const alone = roomBehind(1 + elements.length);
  if (all.length <= alone) return { parts: [Uint8Array.from(all)], texts: [text], elements };
  const room = roomBehind(1 + elements.length + concatenation);
  const parts: number[][] = [[]];
  const texts: string[] = [''];
  [...text].forEach((character, index) => {
    const septets = characters[index] ?? [];
    if ((parts.at(-1)?.length ?? 0) + septets.length > room) {
      parts.push([]);
      texts.push('');
    }
    parts.at(-1)?.push(...septets);
    texts[texts.length - 1] += character;
  });
  return { parts: parts.map((part) => Uint8Array.from(part)), texts, elements };
}
