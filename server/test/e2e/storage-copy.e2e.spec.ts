import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { AuditRepository } from '../../src/access/audit/audit.repository.js';
import { documentId } from '../../src/platform/common/document-id.js';
import type { NumberList } from '../../src/campaigns/number-lists/number-list.js';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { PairRepository } from '../../src/messaging/pairs/pair.repository.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { Storage } from '../contracts/storage.js';
import { listWith, pairWith, programWith } from '../documents.js';
import { describeWith } from '../services/describe-with.js';
import { dropDatabase, borrowMongodb, type TestDocuments, withDatabase } from '../services/mongodb.js';
import { until } from '../until.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'storage', 'copy', 'main.js');
const LISTS = 120;
const CHUNKS = 30;

describeWith('mongodb', 'storage:copy', () => {
  let documents: TestDocuments;
  let folder: string;
  /** Each test has a database of its own on the one server. */
  let uri: string;
  beforeAll(async () => {
    documents = await borrowMongodb();
  });
  afterAll(() => documents?.dispose());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-copy-'));
    uri = withDatabase(documents.uri, `signalbox_test_${randomBytes(6).toString('hex')}`);
  });
  afterEach(async () => {
    await dropDatabase(uri);
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = () => ({ DATA_DIR: folder, MONGODB_URI: uri });
  async function use<T>(kind: 'sqlite' | 'mongodb', work: (storage: Storage) => Promise<T>): Promise<T> {
    const { DATA_DIR, MONGODB_URI } = settings();
    const storage = await Storage.open(kind === 'sqlite' ? { DATA_DIR } : { DATA_DIR, MONGODB_URI }, () =>
      Promise.resolve(),
    );
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  }
  const start = (...args: string[]) =>
    spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'], ...settings() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  async function copy(...args: string[]) {
    const child = start(...args);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }
  const contentsOf = async (storage: Storage) => {
    const lists = storage.get(NumberListRepository);
    const listed = await lists.list(1_000);
    const chunks: Record<string, string | null> = {};
    for (const { id, details } of listed) {
      for (let number = 0; number < details.rowChunks; number++) {
        const data = await lists.chunk(id, 'rows', number);
        chunks[`${id}/${number}`] = data && Buffer.from(data).toString('base64');
      }
      const rejects = await lists.chunk(id, 'rejects', 0);
      chunks[`${id}/rejects`] = rejects && Buffer.from(rejects).toString('base64');
    }
    return {
      pairs: await storage.get(PairRepository).all(),
      lists: listed,
      chunks,
      programs: await storage.get(ProgramRepository).list(1_000),
    };
  };
  const fill = async (storage: Storage, lists = LISTS) => {
    const stored: NumberList[] = [];
    for (let n = 0; n < lists; n++) {
      const list = listWith();
      const isLong = n === lists - 1;
      if (isLong) list.details = { ...list.details, rowChunks: CHUNKS };
      stored.push(list);
      await storage.get(NumberListRepository).create(list);
      const put = (kind: 'rows' | 'rejects', number: number) =>
        storage.get(NumberListRepository).putChunk(list.id, kind, number, randomBytes(isLong ? 60_000 : 20));
      await Promise.all(Array.from({ length: list.details.rowChunks }, (_, number) => put('rows', number)));
      await put('rejects', 0);
    }
    for (let n = 0; n < 5; n++) {
      const pair = pairWith();
      await storage.get(PairRepository).create(pair);
      const program = programWith({ pairId: pair.id, listId: stored[n]?.id ?? null });
      await storage.get(ProgramRepository).create(program);
      await storage.get(ProgramRepository).update(program.id, { updatedAt: 5 });
    }
  };

  it('copies everything, says how much, and finds nothing to do when it is run again', async () => {
    const before = await use('sqlite', async (storage) => {
      await fill(storage);
      return contentsOf(storage);
    });
    const first = await copy('--from', 'sqlite', '--to', 'mongodb');
    const [row] = await use('sqlite', (storage) => storage.get(AuditRepository).list({}, { limit: 1 }));
    expect(row).toMatchObject({ action: 'documents.copy', userId: null, outcome: 'done' });
    expect(row?.changes).toContain('{"from":"sqlite","to":"mongodb"}');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('pairs: 5 copied, 0 replaced, 0 unchanged, 0 not copied');
    expect(first.out).toContain(`number lists: ${LISTS} copied, 0 replaced, 0 unchanged, 0 not copied`);
    expect(first.out).toContain('programs: 5 copied, 0 replaced, 0 unchanged, 0 not copied');
    expect(await use('mongodb', contentsOf)).toEqual(before);
    const again = await copy('--from', 'sql', '--to', 'mongodb');
    expect(again.out).toContain(`number lists: 0 copied, 0 replaced, ${LISTS} unchanged, 0 not copied`);
    expect(again.out).toContain('programs: 0 copied, 0 replaced, 5 unchanged, 0 not copied');
  });

  it('goes both ways, and replaces what was changed since', async () => {
    await use('sqlite', (storage) => fill(storage, 3));
    await copy('--from', 'sqlite', '--to', 'mongodb');
    const changed = await use('mongodb', async (storage) => {
      const [pair] = await storage.get(PairRepository).all();
      await storage.get(PairRepository).update(pair?.id ?? '', { operator: 'Renamed', prefixes: ['1'] });
      const lists = storage.get(NumberListRepository);
      const [list] = await lists.list(1);
      await lists.update(list?.id ?? '', { name: 'Renamed' });
      await storage.get(PairRepository).create(pairWith());
      return contentsOf(storage);
    });
    const back = await copy('--from', 'mongodb', '--to', 'sqlite');
    expect(back.out).toContain('pairs: 1 copied, 1 replaced, 4 unchanged, 0 not copied');
    expect(back.out).toContain('number lists: 0 copied, 1 replaced, 2 unchanged, 0 not copied');
    expect(await use('sqlite', contentsOf)).toEqual(changed);
  });

  it('is complete after it was killed and run again; a half copied list is failed until then', async () => {
    const before = await use('sqlite', async (storage) => {
      await fill(storage);
      return contentsOf(storage);
    });
    const connection = await mongoose.createConnection(uri).asPromise();
    // In the middle of the long list, which is the newest and so the first, and in the middle of all lists.
    for (const [collection, count] of [
      ['number_list_chunks', 5],
      ['number_lists', 20],
    ] as const) {
      const child = start('--from', 'sqlite', '--to', 'mongodb');
      const ended = once(child, 'close');
      await until(async () => (await connection.collection(collection).countDocuments()) >= count);
      child.kill('SIGKILL');
      await ended;
      const half = await use('mongodb', contentsOf);
      expect(half.lists.length).toBeLessThan(LISTS);
      for (const { id } of half.lists.filter(({ status }) => status === 'ready')) {
        const missing = Object.entries(half.chunks).filter(([key, data]) => key.startsWith(id) && data === null);
        expect(missing).toEqual([]);
      }
    }
    await connection.close();
    expect(await copy('--from', 'sqlite', '--to', 'mongodb')).toMatchObject({ code: 0 });
    expect(await use('mongodb', contentsOf)).toEqual(before);
  });

  it('leaves alone what a newer version has changed, and says so in one line', async () => {
    await use('sqlite', (storage) => fill(storage, 1));
    await copy('--from', 'sqlite', '--to', 'mongodb');
    const connection = await mongoose.createConnection(uri).asPromise();
    await connection.collection('signalbox_layout').updateOne({}, { $set: { layout: 99 } });
    await connection.close();
    const refused = await copy('--from', 'sqlite', '--to', 'mongodb');
    expect(refused.err).toMatch(/^storage:copy: MONGODB_URI: a newer version of Signalbox .*\n$/);
    await use('sqlite', (storage) =>
      storage.source.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')"),
    );
    const alsoRefused = await copy('--from', 'sqlite', '--to', 'mongodb');
    expect(alsoRefused.err).toMatch(/^storage:copy: DATA_DIR: a newer version of Signalbox .*Later9999999999999.*\n$/);
    expect([refused.code, alsoRefused.code]).toEqual([1, 1]);
  });

  it('names what the target refuses, copies the rest, and fails', async () => {
    await use('sqlite', async (storage) => {
      await storage.get(PairRepository).create(pairWith({ country: 'KE', operator: 'Safaricom' }));
      await storage.get(PairRepository).create(pairWith({ country: 'KE', operator: 'Airtel' }));
      await storage.get(ProgramRepository).create(programWith({ name: 'Spring' }));
      const list = listWith({ name: 'Broken' });
      await storage.get(NumberListRepository).create(list);
    });
    await use('mongodb', async (storage) => {
      await storage.get(PairRepository).create(pairWith({ country: 'KE', operator: 'SAFARICOM' }));
      await storage.get(ProgramRepository).create(programWith({ id: documentId(), name: 'Spring' }));
    });
    const { code, out, err } = await copy('--from', 'sqlite', '--to', 'mongodb');
    expect(code).toBe(1);
    expect(out).toContain('pairs: 1 copied, 0 replaced, 0 unchanged, 1 not copied');
    expect(err).toMatch(/Not copied: "KE Safaricom" .*the target has another one of this name/);
    expect(err).toMatch(/Not copied: "Spring" .*the target has another one of this name/);
    expect(err).toMatch(/Not copied: "Broken" .*its chunk 0 of rows is missing/);
  });

  it.each([
    [['--from', 'sqlite', '--to', 'sqlite'], /the same/],
    [['--from', 'sql', '--to', 'sqlite'], /the same/],
    [['--from', 'sqlite', '--to', 'mysql'], /DATABASE_URL/],
    [['--from', 'sqlite', '--to', 'mongodb'], /DATA_DIR: .* is not there/],
    [['--from', 'oracle', '--to', 'mongodb'], /storage:copy -- --from/],
    [['--form', 'sqlite'], /storage:copy -- --from/],
    [[], /storage:copy -- --from/],
  ])('refuses %j and says why', async (args, reason) => {
    const { code, out, err } = await copy(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(reason);
  });
});
