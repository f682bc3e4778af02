import { expect, it } from '@jest/globals';
import { OpenChunk, encodeReject, encodeRow, packChunk } from '../../campaigns/number-lists/chunk-codec.js';
import { rejectsWithout, rowsWithout } from './list-chunks.js';

const GONE = '+254712345678';

it('a number that is erased leaves its row of a list, to which nobody sends, and all others as they were', async () => {
  const data = packChunk([encodeRow(254700000001, false, ['A']), encodeRow(254712345678, false, ['B'])]);
  const without = await rowsWithout(data, GONE);
  expect(without?.erased).toBe(1);
  const rows = await (await OpenChunk.open(without?.data ?? data)).rows(0, 9);
  expect(rows).toEqual([
    { number: '+254700000001', values: ['A'], suppressed: false },
    { number: '+0', values: [''], suppressed: true },
  ]);
  expect(await rowsWithout(data, '+254799999999')).toBeNull();
});

it('a number that is erased is gone from what an import could not take, however it was written there', async () => {
  const reject = (value: string) => encodeReject({ line: 1, value, reason: 'twice' });
  const data = packChunk([reject('0712 345 678'), reject('+254712345678x'), reject('0711 111 111')]);
  const without = await rejectsWithout(data, GONE);
  const rows = await (await OpenChunk.open(without?.data ?? data)).rejects(0, 9);
  expect(rows.map(({ value }) => value)).toEqual(['erased', 'erased', '0711 111 111']);
});
