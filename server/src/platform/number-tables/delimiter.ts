/** What may stand between cells. */
const DELIMITERS = [',', ';', '\t', '|'];
/** Characters that a delimiter is looked for in, and lines of them. */
export const SAMPLE = 64 * 1024;
const SAMPLE_LINES = 100;

/**
 * What stands between cells: what occurs, outside quotation marks, equally often in most lines. A comma where nothing
 * does, as in a text with one number a line.
 */
export function findDelimiter(sample: string): string {
  const lines = linesOf(sample.replace(/"(?:[^"]|"")*"/g, ''));
  let best = { delimiter: ',', agreeing: 0, columns: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const found = line.split(delimiter).length - 1;
      if (found > 0) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    for (const [columns, agreeing] of counts) {
      const better = agreeing > best.agreeing || (agreeing === best.agreeing && columns > best.columns);
      if (better) best = { delimiter, agreeing, columns };
    }
  }
  return best.delimiter;
}

/** Excel's own way to say what stands between cells: a first line `sep=;`. */
export function toldDelimiter(text: string): { delimiter: string; length: number } | null {
  const [line, delimiter] = /^sep=(.)(?:\r?\n|$)/.exec(text) ?? [];
  return line === undefined || delimiter === undefined ? null : { delimiter, length: line.length };
}

/** The lines of a text that have something in them, from its beginning; none that may be cut off, but an only one. */
export function linesOf(sample: string): string[] {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return (lines.length > 1 && sample.length >= SAMPLE - 4 ? lines.slice(0, -1) : lines).slice(0, SAMPLE_LINES);
}
