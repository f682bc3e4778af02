/** What the usual font has: Latin of Europe and its neighbours, Greek, Cyrillic, and what is set between words. */
const USUAL =
  /^[\t\n\r -~\u00a0-\u017f\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u20ac]*$/u;
/** What turns the order of letters around, or is seen by nobody. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

export type Font = 'Roboto' | 'DejaVu';

/** The one of the two fonts that has all of a text's letters; the second has more scripts, the first looks better. */
export const fontFor = (text: string): Font => (USUAL.test(text) ? 'Roboto' : 'DejaVu');

/** A text as it is set: composed letters, nothing unseen. */
export const lettering = (text: string): string => text.normalize('NFC').replace(UNSEEN, '');
