const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * The id of the message made from a row of a run: always the same, so that a row can be stored once only, and growing
 * with the row, so that a run's ids are neighbours in the index. A UUID of version 7 (RFC 9562, 5.7): the milliseconds
 * of the run's start in 48 bits; in the 74 bits that are free after version and variant the run's id (32), ten zeros,
 * and the row (32).
 */
export function rowId(startedAt: number, runId: number, row: number): string {
  const time = hex(startedAt, 12);
  const run = runId >>> 0;
  // 12 bits of the run after the version, 14 after the variant, its last 6 and the zeros before the row.
  const high = hex(run >>> 20, 3);
  const middle = hex(0x8000 | ((run >>> 6) & 0x3fff), 4);
  const low = hex((run & 0x3f) << 10, 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${middle}-${low}${hex(row, 8)}`;
}
