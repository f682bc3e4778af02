/** The prefixes in a text, each once, in order; blanks, commas, semicolons and line breaks are between them. */
export const prefixesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((prefix) => prefix.replace(/^\+/, '')),
  ),
];

/** What is no beginning of an E.164 number: anything but 1 to 15 digits, the first not zero. */
export const notPrefixes = (prefixes: readonly string[]): string[] =>
  prefixes.filter((prefix) => !/^[1-9]\d{0,14}$/.test(prefix));
