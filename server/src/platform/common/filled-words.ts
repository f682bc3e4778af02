/** Fills words into a text for customers, `{{name}}`; what there is no word for stays as it is. */
export const filledWith = (template: string, words: Readonly<Record<string, string>>): string =>
  template
    .replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (place, word: string) =>
      Object.hasOwn(words, word) ? (words[word] ?? '') : place,
    )
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ (?=[.,])/g, '')
    .trim();
