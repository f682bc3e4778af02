import bidiFactory from 'bidi-js';
import { type Font, byFont, fontFor, lettering } from './lettering.js';

/** A part of a text that stands in one piece: it is read in one direction and has one font. */
export interface Run {
  text: string;
  font: Font;
  /** Its embedding level (Unicode Standard Annex 9, BD2): an odd one is read leftward. */
  level: number;
}

const bidi = bidiFactory();
/** Hebrew, Arabic and others whose letters are read leftward. */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const WORDS = /\S+\s?|\s/gu;
const LETTERS = /\P{M}\p{M}*|\p{M}+/gu;
const OF_A_SCRIPT = /[^\p{Script=Common}\p{Script=Inherited}]/u;
const TURNED_SCRIPT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether the font sets it from right to left: it goes by the first letter whose script is known. */
const isTurned = (text: string): boolean => TURNED_SCRIPT.test(OF_A_SCRIPT.exec(text)?.[0] ?? '');

/**
 * A text in the order in which it is read, in the pieces that its lines are made of. Where nothing of it is read leftward it
 * is one for each font. Otherwise a word is one, or what of it has one level; the text's own first letter says which direction it has.
 */
export function runsOf(text: string): Run[] {
  const clean = lettering(text);
  const font = fontFor(clean);
  if (!LEFTWARD.test(clean)) return byFont(clean, font).map((part) => ({ ...part, level: 0 }));
  const { levels } = bidi.getEmbeddingLevels(clean, 'auto');
  return [...clean.matchAll(WORDS)].flatMap(({ 0: word, index }) =>
    byLevel(word, levels.subarray(index))
      .flatMap(asTheFontTurns)
      .flatMap((part) => byFont(part.text, font).map((piece) => ({ ...part, ...piece }))),
  );
}

type Part = Pick<Run, 'text' | 'level'>;

function byLevel(word: string, levels: Uint8Array): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const character of word) {
    const last = parts.at(-1);
    const level = levels[at] ?? 0;
    if (last?.level === level) last.text += character;
    else parts.push({ text: character, level });
    at += character.length;
  }
  return parts;
}

/** The font would set brackets among leftward words, and the digits of Persian, the wrong way round: each stands alone. */
const asTheFontTurns = ({ text, level }: Part): Part[] =>
  isTurned(text) === (level % 2 === 1)
    ? [{ text, level }]
    : (text.match(LETTERS) ?? []).map((one) => ({ text: one, level }));

/** The pieces of one line as they stand from left to right (Annex 9, L2). */
export function fromTheLeft<T extends { level: number }>(line: readonly T[]): T[] {
  const seen = [...line];
  const highest = Math.max(...line.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let begin = 0; begin < seen.length; begin++) {
      let end = begin;
      while ((seen[end]?.level ?? -1) >= level) end++;
      seen.splice(begin, end - begin, ...seen.slice(begin, end).reverse());
      begin = Math.max(begin, end);
    }
  }
  return seen;
}

/** What is read leftward, with the counterparts of its brackets (Annex 9, L4). */
export const mirrored = ({ text, level }: Part): string =>
  level % 2 === 0 ? text : Array.from(text, (one) => bidi.getMirroredCharacter(one) ?? one).join('');
