import { describe, expect, it } from '@jest/globals';
import { Uuid } from '@signalbox/contracts/common';
import { uuidv7 } from '../../../platform/common/uuid.js';
import { rowId } from './row-id.js';

const START = Date.parse('2026-11-22T12:00:00Z');
const RUNS = [0, 1, 2, 63, 64, 1023, 2 ** 20 - 1, 2 ** 20, 2 ** 31 - 1];
const ROWS = [0, 1, 255, 256, 999_999, 2 ** 32 - 1];

describe("a row's id", () => {
  it('is a UUID of version 7 at the time of the start', () => {
    for (const run of RUNS) {
      for (const row of ROWS) {
        const id = rowId(START, run, row);
        expect(Uuid.safeParse(id).success).toBe(true);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(START);
      }
    }
  });

  it('is the same each time, and no other row has it', () => {
    const ids = RUNS.flatMap((run) => ROWS.map((row) => rowId(START, run, row)));
    expect(new Set(ids).size).toBe(RUNS.length * ROWS.length);
    expect(ids).toEqual(RUNS.flatMap((run) => ROWS.map((row) => rowId(START, run, row))));
  });

  it('grows with the row, run after run', () => {
    const ids = RUNS.flatMap((run) => ROWS.map((row) => rowId(START, run, row)));
    expect([...ids].sort()).toEqual(ids);
  });

  it('sorts by the start of the run beside ids made one by one', () => {
    expect(rowId(START, 2 ** 31 - 1, 2 ** 32 - 1) < rowId(START + 1, 0, 0)).toBe(true);
    expect(rowId(START, 7, 7) < uuidv7(START + 1)).toBe(true);
  });
});
