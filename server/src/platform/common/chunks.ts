/** Rows in slices of at most so many: what each takes of memory, of a statement or of a transaction is bounded. */
export function* chunks<T>(rows: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
