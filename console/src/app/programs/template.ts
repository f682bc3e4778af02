/** A piece of a template: text as it stands, or a column whose value goes there. */
type Piece = string | { column: string; fallback: string | null };

const PLACE = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The pieces of `Dear {{name|customer}}, ...`; blanks around a column and its fallback do not count. */
function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: column = '', 2: fallback } of template.matchAll(PLACE)) {
    if (index > end) pieces.push(template.slice(end, index));
    pieces.push({ column: column.trim(), fallback: fallback?.trim() ?? null });
    end = index + whole.length;
  }
  if (end < template.length) pieces.push(template.slice(end));
  return pieces;
}

/** The name a list has for a column: the same, else the same without regard to case; null where it has none. */
const nameIn = (column: string, names: readonly string[]): string | null =>
  names.find((name) => name === column) ?? names.find((name) => name.toLowerCase() === column.toLowerCase()) ?? null;

/** The columns that a template needs and a list does not have, each once; what has a fallback is not needed. */
export function missingColumns(template: string, columns: readonly string[]): string[] {
  const needed = piecesOf(template).flatMap((piece) =>
    typeof piece === 'string' || piece.fallback !== null ? [] : [piece.column],
  );
  return [...new Set(needed)].filter((column) => nameIn(column, columns) === null);
}

/** A row's text, or why it would fail. */
export type Filled = { text: string; problem: null } | { text: null; problem: string };

/** What the server makes of a template and a row, as far as a preview can tell. */
export function fill(template: string, values: Readonly<Record<string, string>>): Filled {
  let text = '';
  for (const piece of piecesOf(template)) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const name = nameIn(piece.column, Object.keys(values));
    const value = (name === null ? '' : values[name]?.trim()) || piece.fallback;
    if (value === null) return { text: null, problem: `The row has no value in the column ${piece.column}` };
    text += value;
  }
  return text.trim() === '' ? { text: null, problem: 'The text is empty' } : { text, problem: null };
}
