import { Invalid } from './errors.js';

/** An opaque cursor: the last row's sequence number. */
export const encodeCursor = (sequence: number): string => Buffer.from(`s${sequence}`).toString('base64url');

/** @throws Invalid on a cursor that no answer of ours held. */
export function decodeCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^s(\d{1,16})$/.exec(text);
  if (!match || encodeCursor(Number(match[1])) !== cursor) {
    throw Invalid.field('cursor', 'expected the next_cursor of an earlier answer');
  }
  return Number(match[1]);
}

/** Cuts a result of up to `limit + 1` rows into a page. */
export function toPage<Row, View>(
  rows: Row[],
  limit: number,
  sequenceOf: (row: Row) => number,
  view: (row: Row) => View,
): { data: View[]; next_cursor: string | null } {
  return cut(rows, limit, (row) => encodeCursor(sequenceOf(row)), view);
}

/** The same for rows whose ids are texts that sort: an opaque cursor of the last row's id. */
export const encodeIdCursor = (id: string): string => Buffer.from(`i${id}`).toString('base64url');

/** @throws Invalid on a cursor that no answer of ours held. */
export function decodeIdCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const match = /^i([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || encodeIdCursor(match[1]) !== cursor) {
    throw Invalid.field('cursor', 'expected the next_cursor of an earlier answer');
  }
  return match[1];
}

/** Cuts a result of up to `limit + 1` documents into a page. */
export function toIdPage<Row extends { id: string }, View>(
  rows: Row[],
  limit: number,
  view: (row: Row) => View,
): { data: View[]; next_cursor: string | null } {
  return cut(rows, limit, (row) => encodeIdCursor(row.id), view);
}

function cut<Row, View>(rows: Row[], limit: number, cursorOf: (row: Row) => string, view: (row: Row) => View) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page.map(view), next_cursor: rows.length > limit && last ? cursorOf(last) : null };
}
