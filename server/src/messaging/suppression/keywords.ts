/** What a message from outside may ask for: no more messages, or messages again. */
export type Keyword = 'stop' | 'start';

/** A keyword is a word or two; longer texts are not looked at. */
const LONGEST = 64;

/** What nobody sees, except for line ends and tabs: also the NUL that fills up what some phones and carriers send. */
const UNSEEN = /(?![\t-\r])\p{C}/gu;

/**
 * A text as it is compared: without case, accents, punctuation and symbols, its words one blank apart.
 * " S.T.O.P! " and "Stop" are one word, "Arrêt" is "arret".
 */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(/[\u0300-\u036f\p{P}\p{S}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** The words of one list as the settings hold it, with commas between them. */
const wordsOf = (list: string): string[] => list.split(',').map(plainWords).filter(Boolean);

/** The words that stop and start messages to their sender. */
export class Keywords {
  private readonly words = new Map<string, Keyword>();

  /** Lists with commas; a word that is in both stops. */
  constructor(stop: string, start: string) {
    for (const word of wordsOf(start)) this.words.set(word, 'start');
    for (const word of wordsOf(stop)) this.words.set(word, 'stop');
  }

  /** The keyword that the whole of a text is, or null. */
  of(text: string): Keyword | null {
    const seen = text.replace(UNSEEN, '');
    return seen.length > LONGEST ? null : (this.words.get(plainWords(seen)) ?? null);
  }
}
