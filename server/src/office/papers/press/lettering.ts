/** What the usual font has: Latin of Europe and its neighbours, Greek, Cyrillic, and what is set between words. */
const USUAL =
  /^[\t\n\r -~\u00a0-\u017f\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u20ac]*$/u;
/** What turns the order of letters around, or is seen by nobody. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** What Ethiopia and Eritrea write with. */
const ETHIOPIC = '\\u1200-\\u139f\\u2d80-\\u2ddf\\uab01-\\uab2f\\u{1e7e0}-\\u{1e7ff}';
/** Words of it, with the space behind each, and what stands between them. */
const BY_SCRIPT = new RegExp(`[${ETHIOPIC}]+ ?|[^${ETHIOPIC}]+`, 'gu');
const ETHIOPIC_LETTERS = new RegExp(`[${ETHIOPIC}]`, 'gu');

export type Font = 'Roboto' | 'DejaVu' | 'Ethiopic';

/**
 * The font that has all of a text's letters but those of Ethiopia, which have one of their own that has no others. The second
 * of the two has more scripts, the first looks better.
 */
export const fontFor = (text: string): Font => (USUAL.test(text.replace(ETHIOPIC_LETTERS, '')) ? 'Roboto' : 'DejaVu');

/** A text in parts of one font each. @param usual for what is not of Ethiopia, see `fontFor` */
export const byFont = (text: string, usual: Font): { text: string; font: Font }[] =>
  (text.match(BY_SCRIPT) ?? ['']).map((part) => ({
    text: part,
    font: part.search(ETHIOPIC_LETTERS) === 0 ? 'Ethiopic' : usual,
  }));

/** A text as it is set: composed letters, nothing unseen. */
export const lettering = (text: string): string => text.normalize('NFC').replace(UNSEEN, '');
