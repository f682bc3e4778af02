/** Words of PromQL that stand where a name could. */
const WORDS = new Set([
  'and',
  'or',
  'unless',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'offset',
]);
const WORD = /[a-zA-Z_:][\w:]*/g;

/** The metrics that an expression of PromQL asks for; no functions, labels, or units of time. */
export function metricNames(expr: string): string[] {
  const bare = expr
    // Labels and what they are to be, ranges, and lists of labels, are no metrics.
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/\b\d[\w.]*/g, ' ');
  const names = new Set<string>();
  for (const { 0: word, index } of bare.matchAll(WORD)) {
    const isFunction = /^\s*\(/.test(bare.slice(index + word.length));
    if (!isFunction && !WORDS.has(word)) names.add(word);
  }
  return [...names].sort();
}

/** What `/metrics` says is there: of a histogram the three names that are asked for. @param text as Prometheus scrapes it */
export function exposedNames(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
  );
}

/** A metric without the part of a histogram. */
export const familyOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');
