import { OpenChunk, encodeReject, encodeRow, packChunk } from '../../campaigns/number-lists/chunk-codec.js';
import type { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';

/** As many digits at a number's end tell it, however it was written. */
const TELLING_DIGITS = 9;

const endOf = (number: string): string => number.replace(/\D/g, '').slice(-TELLING_DIGITS);

/** Whether a row of whichever cells may have the number in one of them. */
export const mayHold = (value: string, number: string): boolean => value.replace(/\D/g, '').includes(endOf(number));

/** A chunk of rows without a number: its row stays, as one that nobody is sent to, so that all others keep their places. */
export async function rowsWithout(
  data: Uint8Array,
  number: string,
): Promise<{ data: Uint8Array; erased: number } | null> {
  const chunk = await OpenChunk.open(data);
  const rows = await chunk.rows(0, chunk.length);
  const erased = rows.filter((row) => row.number === number).length;
  if (erased === 0) return null;
  const packed = rows.map(({ number: each, suppressed, values }) =>
    each === number
      ? encodeRow(
          0,
          true,
          values.map(() => ''),
        )
      : encodeRow(Number(each.slice(1)), suppressed, values),
  );
  return { data: packChunk(packed), erased };
}

/** A chunk of what an import could not take, without what may be the number. */
export async function rejectsWithout(
  data: Uint8Array,
  number: string,
): Promise<{ data: Uint8Array; erased: number } | null> {
  const chunk = await OpenChunk.open(data);
  const rejects = await chunk.rejects(0, chunk.length);
  const end = endOf(number);
  const isIt = (value: string): boolean => value.replace(/\D/g, '').endsWith(end);
  const erased = rejects.filter(({ value }) => isIt(value)).length;
  if (erased === 0) return null;
  const packed = rejects.map((reject) => encodeReject(isIt(reject.value) ? { ...reject, value: 'erased' } : reject));
  return { data: packChunk(packed), erased };
}

/** Takes a number out of every list that is imported. @returns how many rows, and the names of lists that are being imported */
export async function eraseFromLists(
  lists: NumberListRepository,
  number: string,
): Promise<{ rows: number; open: string[] }> {
  let rows = 0;
  const open: string[] = [];
  for (let before: string | undefined; ;) {
    const page = await lists.list(100, before);
    for (const { id, name, status } of page.slice(0, 100)) {
      if (status === 'importing') open.push(name);
      else rows += await eraseFrom(lists, id, number);
    }
    if (page.length <= 100) return { rows, open };
    before = page[99]?.id;
  }
}

async function eraseFrom(lists: NumberListRepository, id: string, number: string): Promise<number> {
  let erased = 0;
  for (const [kind, without] of [
    ['rows', rowsWithout],
    ['rejects', rejectsWithout],
  ] as const) {
    for (let at = 0; ; at++) {
      const data = await lists.chunk(id, kind, at);
      if (data === null) break;
      const changed = await without(data, number);
      if (!changed) continue;
      await lists.putChunk(id, kind, at, changed.data);
      erased += changed.erased;
    }
  }
  return erased;
}
