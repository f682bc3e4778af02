import { describe, expect, it } from '@jest/globals';
import { OpenChunk, encodeReject, encodeRow, packChunk } from './chunk-codec.js';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    encodeRow(254700000000 + index, index % 2 === 1, [`a\n"${index}"`, '€🎉']),
  );

describe('a chunk', () => {
  it('gives back any of its rows', async () => {
    const chunk = await OpenChunk.open(packChunk(rowsOf(10)));
    expect(chunk.length).toBe(10);
    expect(await chunk.rows(3, 2)).toEqual([
      { number: '+254700000003', suppressed: true, values: ['a\n"3"', '€🎉'] },
      { number: '+254700000004', suppressed: false, values: ['a\n"4"', '€🎉'] },
    ]);
    expect((await chunk.rows(9, 5)).map(({ number }) => number)).toEqual(['+254700000009']);
    expect(await chunk.rows(10, 5)).toEqual([]);
    expect(await chunk.rows(0, 10)).toHaveLength(10);
  });

  it('of long rows is read in several turns, all of it', async () => {
    const long = 'x'.repeat(8000);
    const chunk = await OpenChunk.open(
      packChunk(Array.from({ length: 200 }, (_, n) => encodeRow(n + 1, false, [long]))),
    );
    const rows = await chunk.rows(0, 200);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, n) => `+${n + 1}`));
  });

  it('of refused rows keeps line, value and reason', async () => {
    const reject = { line: 7, value: 'no, "number"', reason: 'not a phone number' };
    expect(await (await OpenChunk.open(packChunk([encodeReject(reject)]))).rejects(0, 9)).toEqual([reject]);
  });

  it('that is damaged is refused', async () => {
    await expect(OpenChunk.open(packChunk(rowsOf(100)).subarray(0, 50))).rejects.toThrow();
  });
});
