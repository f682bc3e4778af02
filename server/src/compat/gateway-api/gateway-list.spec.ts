import { describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import { type GatewayList, firstPageOf, jsonOf } from './gateway-list.js';

const ROWS = 1_201;
type Row = { id: number; message: string };
/** With letters of several octets, so that pieces end within one. */
const rowOf = (id: number): Row => ({ id, message: 'ü€😀'.repeat(20) });

describe('a whole list', () => {
  const asked: number[] = [];
  const listOf = (rows: number): GatewayList<Row> => ({
    query: {},
    name: 'messages',
    page: ({ limit, cursor = '0' }) => {
      asked.push(limit);
      const from = Number(cursor);
      const data = Array.from({ length: Math.min(limit, rows - from) }, (_, index) => rowOf(from + index));
      const page: Page<Row> = { data, next_cursor: from + limit < rows ? String(from + limit) : null };
      return Promise.resolve(page);
    },
  });
  const bodyOf = async (rows: number, enveloped: boolean) => {
    const list = listOf(rows);
    const pieces: Buffer[] = [];
    for await (const piece of jsonOf(list, await firstPageOf(list), enveloped)) pieces.push(piece);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(16 * 1024);
    return JSON.parse(Buffer.concat(pieces).toString()) as unknown;
  };
  const all = (rows: number) => Array.from({ length: rows }, (_, id) => rowOf(id));

  it('is every row, in order, read by the page', async () => {
    asked.length = 0;
    expect(await bodyOf(ROWS, false)).toEqual(all(ROWS));
    expect(asked).toEqual([500, 500, 500]);
  });

  it('is a field of an object where that is wanted', async () => {
    expect(await bodyOf(ROWS, true)).toEqual({ messages: all(ROWS) });
  });

  it('may be empty', async () => {
    expect(await bodyOf(0, false)).toEqual([]);
    expect(await bodyOf(0, true)).toEqual({ messages: [] });
  });
});
