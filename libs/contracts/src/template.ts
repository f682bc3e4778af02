/*
 * What a program's template makes of a row, for the server, which sends it, and the console, which shows it before.
 */

/** A piece of a template: text as it stands, or a column of the list whose value goes there. */
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

/** Where a column is in a list: by its exact name, else by its name without regard to case; -1 where it is not. */
function placeOfName(column: string, columns: readonly string[]): number {
  const exact = columns.indexOf(column);
  if (exact >= 0) return exact;
  const lower = column.toLowerCase();
  return columns.findIndex((name) => name.toLowerCase() === lower);
}

/** Of several names with / between them the first that the list has; a column may also have a / in its own name. */
function placeOf(column: string, columns: readonly string[]): number {
  const names = [column, ...column.split('/').map((name) => name.trim())];
  return names.map((name) => placeOfName(name, columns)).find((place) => place >= 0) ?? -1;
}

/** The columns a template needs and a list does not have, each once. What has a fallback is not needed. */
export function missingColumns(template: string, columns: readonly string[]): string[] {
  const needed = piecesOf(template).flatMap((piece) =>
    typeof piece === 'string' || piece.fallback !== null ? [] : [piece.column],
  );
  return [...new Set(needed)].filter((column) => placeOf(column, columns) < 0);
}

/** A row's text, or why there is none. */
export type Filled = { text: string } | { problem: string };

/** Fills a template with the values of a row, which are in the order of the list's columns. */
export type Filler = (values: readonly string[]) => Filled;

/**
 * Reads a template once for all rows of a list.
 * @param longest the longest text, in UTF-16 code units
 */
export function fillerOf(template: string, columns: readonly string[], longest: number): Filler {
  const pieces = piecesOf(template).map((piece) =>
    typeof piece === 'string' ? piece : { ...piece, place: placeOf(piece.column, columns) },
  );
  return (values) => {
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const value = values[piece.place]?.trim() || piece.fallback;
      if (value === null) return { problem: `its row has no value in the column ${piece.column}` };
      text += value;
    }
    if (text.trim() === '') return { problem: 'its text is empty' };
    if (text.length > longest) return { problem: `its text has ${text.length} characters, more than ${longest}` };
    return { text };
  };
}
