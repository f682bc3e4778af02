import type { Stretch } from './stretch.js';

/** Rows that are turned into cells in one go: about a millisecond's work. */
const PAGE = 500;

/** The lines of a list as a file, newest first, in constant memory: each page begins where the last one ended. */
export async function* listLines<Row extends { id: number }>(
  list: (stretch: Stretch) => Promise<Row[]>,
  cellsOf: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  let before: number | undefined;
  do {
    const rows = await list({ limit: PAGE, before });
    if (rows.length > 0) yield rows.map(cellsOf);
    before = rows.length === PAGE ? rows.at(-1)?.id : undefined;
  } while (before !== undefined);
}
