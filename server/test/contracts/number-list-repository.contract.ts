import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { documentId } from '../../src/platform/common/document-id.js';
import type { NumberList, NumberListChange } from '../../src/campaigns/number-lists/number-list.js';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { OpenChunk, encodeReject, encodeRow, packChunk } from '../../src/campaigns/number-lists/chunk-codec.js';
import { runAdmin } from '../admin-command.js';
import { listWith } from '../documents.js';
import type { OpenStorage, Storage } from './storage.js';

const KIB = 1024;

/** What every adapter of the number lists' port must do alike. */
export function numberListRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let lists: NumberListRepository;
  beforeAll(async () => {
    storage = await open();
    lists = storage.get(NumberListRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    for (const { id } of await lists.list(1_000)) await lists.remove(id);
  });

  const stored = async (fields: Partial<NumberList> = {}) => {
    const list = listWith(fields);
    expect(await lists.create(list)).toBe(true);
    return list;
  };
  /** What a chunk holds, in a form that a failed comparison can print. */
  const read = async (...chunk: Parameters<NumberListRepository['chunk']>) => {
    const octets = await lists.chunk(...chunk);
    return octets && Buffer.from(octets).toString('base64');
  };
  const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64');

  it('gives back what was stored, by id and by name', async () => {
    const list = await stored({ name: 'Ünïcode.csv "quoted"' });
    expect(await lists.find(list.id)).toEqual(list);
    expect(await lists.findByName(list.name)).toEqual(list);
  });

  it('finds, changes and removes nothing where there is nothing', async () => {
    const nobody = documentId();
    expect(await lists.find(nobody)).toBeNull();
    expect(await lists.find('not an id')).toBeNull();
    expect(await lists.findByName('nobody')).toBeNull();
    expect(await lists.update(nobody, { name: 'x' })).toBeNull();
    expect(await lists.update(nobody, {})).toBeNull();
    expect(await lists.remove(nobody)).toBe(false);
    expect(await lists.chunk(nobody, 'rows', 0)).toBeNull();
    await lists.removeChunks(nobody);
  });

  it('takes a name once, at the start and when one is renamed', async () => {
    const first = await stored({ name: 'May' });
    const second = await stored({ name: 'June' });
    expect(await lists.create(listWith({ name: 'May' }))).toBe(false);
    expect(await lists.create(listWith({ id: first.id }))).toBe(false);
    expect(await lists.update(second.id, { name: 'May', status: 'failed' })).toBe('taken');
    expect(await lists.find(second.id)).toEqual(second);
    await lists.remove(first.id);
    expect(await lists.update(second.id, { name: 'May' })).toEqual({ ...second, name: 'May' });
  });

  it('loses none of 50 changes of different fields at once', async () => {
    const list = await stored({ status: 'importing' });
    const details = { ...list.details, read: 1_000_000, numberColumn: null, reason: 'because' };
    const kinds: NumberListChange[] = [{ name: 'all at once' }, { status: 'failed' }, { details }, { updatedAt: 7 }];
    const changes = Array.from({ length: 50 }, (_, index) => kinds[index % kinds.length] ?? {});
    const answers = await Promise.all(changes.map((change) => lists.update(list.id, change)));
    answers.forEach((answer, index) => expect(answer).toMatchObject(changes[index] ?? {}));
    expect(await lists.find(list.id)).toEqual({
      ...list,
      ...{ name: 'all at once', status: 'failed', details, updatedAt: 7 },
    });
    expect(await lists.update(list.id, {})).toMatchObject({ name: 'all at once' });
  });

  it('lists the newest first, and one more than asked when there are more', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await stored()).id);
    const page = async (limit: number, before?: string) => (await lists.list(limit, before)).map(({ id }) => id);
    expect(await page(2)).toEqual(ids.slice(0, 3));
    expect(await page(2, ids[1])).toEqual(ids.slice(2, 5));
    expect(await page(2, ids[3])).toEqual(ids.slice(4));
    expect(await page(5)).toEqual(ids);
  });

  it('names the lists whose import has not ended', async () => {
    await stored({ status: 'ready' });
    await stored({ status: 'failed' });
    const [first, second] = [await stored({ status: 'importing' }), await stored({ status: 'importing' })];
    expect((await lists.importing()).map(({ id }) => id).sort()).toEqual([first.id, second.id]);
    await lists.update(first.id, { status: 'ready' });
    expect(await lists.importing()).toEqual([second]);
  });

  it('keeps chunks by list, kind and number, and replaces what comes again', async () => {
    const [one, other] = [await stored(), await stored()];
    await lists.putChunk(one.id, 'rows', 0, Buffer.from('rows 0'));
    await lists.putChunk(one.id, 'rows', 1, Buffer.from('rows 1'));
    await lists.putChunk(one.id, 'rejects', 0, Buffer.from('rejects 0'));
    await lists.putChunk(other.id, 'rows', 0, Buffer.from('of the other'));
    await lists.putChunk(one.id, 'rows', 0, Buffer.from('rows 0 again'));
    expect(await read(one.id, 'rows', 0)).toBe(base64(Buffer.from('rows 0 again')));
    expect(await read(one.id, 'rows', 1)).toBe(base64(Buffer.from('rows 1')));
    expect(await read(one.id, 'rejects', 0)).toBe(base64(Buffer.from('rejects 0')));
    expect(await read(other.id, 'rows', 0)).toBe(base64(Buffer.from('of the other')));
    expect(await lists.chunk(one.id, 'rejects', 1)).toBeNull();
  });

  it('takes a part of a larger array, and an empty one', async () => {
    const { id } = await stored();
    const all = new Uint8Array([1, 2, 3, 4, 5, 6]);
    await lists.putChunk(id, 'rows', 0, all.subarray(2, 4));
    await lists.putChunk(id, 'rows', 1, new Uint8Array(0));
    expect([...((await lists.chunk(id, 'rows', 0)) ?? [])]).toEqual([3, 4]);
    expect([...((await lists.chunk(id, 'rows', 1)) ?? [0])]).toEqual([]);
  });

  it('gives back 200 chunks of 64 KiB and one of 3 MiB, octet by octet', async () => {
    const { id } = await stored();
    const chunks = Array.from({ length: 200 }, () => randomBytes(64 * KIB));
    chunks.push(randomBytes(3 * KIB * KIB));
    for (let from = 0; from < chunks.length; from += 10) {
      await Promise.all(chunks.slice(from, from + 10).map((data, at) => lists.putChunk(id, 'rows', from + at, data)));
    }
    for (const [number, data] of chunks.entries()) {
      const octets = await lists.chunk(id, 'rows', number);
      expect({ number, same: octets !== null && data.equals(octets) }).toEqual({ number, same: true });
    }
  });

  it('removes a list with all its chunks, and no other', async () => {
    const [one, other] = [await stored(), await stored()];
    for (let number = 0; number < 40; number++) await lists.putChunk(one.id, 'rows', number, randomBytes(10));
    await lists.putChunk(one.id, 'rejects', 0, randomBytes(10));
    await lists.putChunk(other.id, 'rows', 0, Buffer.from('stays'));
    expect(await lists.remove(one.id)).toBe(true);
    expect(await lists.find(one.id)).toBeNull();
    expect(await lists.chunk(one.id, 'rows', 0)).toBeNull();
    expect(await lists.chunk(one.id, 'rows', 39)).toBeNull();
    expect(await lists.chunk(one.id, 'rejects', 0)).toBeNull();
    expect(await lists.remove(one.id)).toBe(false);
    await lists.putChunk(one.id, 'rows', 0, Buffer.from('too late'));
    expect(await lists.chunk(one.id, 'rows', 0)).toBeNull();
    expect(await read(other.id, 'rows', 0)).toBe(base64(Buffer.from('stays')));
    expect(await lists.list(10)).toEqual([other]);
  });

  it('removes the chunks of a list that is imported anew, and keeps the list', async () => {
    const list = await stored({ status: 'importing' });
    for (let number = 0; number < 20; number++) await lists.putChunk(list.id, 'rows', number, randomBytes(10));
    await lists.putChunk(list.id, 'rejects', 0, randomBytes(10));
    await lists.removeChunks(list.id);
    expect(await lists.chunk(list.id, 'rows', 0)).toBeNull();
    expect(await lists.chunk(list.id, 'rows', 19)).toBeNull();
    expect(await lists.chunk(list.id, 'rejects', 0)).toBeNull();
    expect(await lists.find(list.id)).toEqual(list);
  });

  it('loses a number that is erased from every chunk, and nothing else', async () => {
    const [gone, stays] = [encodeRow(254711111111, false, ['Ann']), encodeRow(254722222222, false, ['Bob'])];
    const [ready, open] = [await stored(), await stored({ status: 'importing', name: 'June' })];
    const reject = (value: string) => encodeReject({ line: 1, value, reason: 'twice' });
    await lists.putChunk(ready.id, 'rows', 0, packChunk([stays]));
    await lists.putChunk(ready.id, 'rows', 1, packChunk([stays, gone]));
    await lists.putChunk(ready.id, 'rejects', 0, packChunk([reject('0711 111 111'), reject('0722 222 222')]));
    await lists.putChunk(open.id, 'rows', 0, packChunk([gone]));
    const untouched = await read(ready.id, 'rows', 0);

    const { DATA_DIR, DATABASE_URL, MONGODB_URI } = storage.config.env;
    const { code, output } = await runAdmin({ DATA_DIR, DATABASE_URL, MONGODB_URI }, ['erase', '+254711111111']);
    expect([code, output]).toEqual([0, expect.stringContaining('from 0 messages, 2 rows of number lists')]);
    expect(output).toContain('to be erased from afterwards: June\n');
    const chunk = async (kind: 'rows' | 'rejects', number: number) =>
      OpenChunk.open((await lists.chunk(ready.id, kind, number)) as Uint8Array);
    const rows = await (await chunk('rows', 1)).rows(0, 9);
    expect(rows.map(({ number, values }) => [number, values])).toEqual([
      ['+254722222222', ['Bob']],
      ['+0', ['']],
    ]);
    const rejects = await (await chunk('rejects', 0)).rejects(0, 9);
    expect(rejects.map(({ value }) => value)).toEqual(['erased', '0722 222 222']);
    expect(await read(ready.id, 'rows', 0)).toBe(untouched);
  });
}
