import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { listWith } from '../../../../test/documents.js';
import { until } from '../../../../test/until.js';
import { type Config, readConfig } from '../../../platform/config/config.js';
import type { SuppressionService } from '../../../messaging/suppression/suppression.service.js';
import { LATER_DETAILS, type ImportState, type NumberList, type NumberListChange } from '../number-list.js';
import { NumberListRepository } from '../number-list.repository.js';
import { NumberListsEvents } from '../number-lists.events.js';
import { UploadStoreService } from '../../../platform/uploads/upload-store.service.js';
import { ImportsService } from './imports.service.js';

/** Keeps lists in memory, and fails when it is told to. */
class MemoryLists extends NumberListRepository {
  readonly lists = new Map<string, NumberList>();
  readonly chunks = new Map<string, Uint8Array>();
  /** How many of the next calls fail. */
  failures = 0;
  /** The same from the first chunk on. */
  failuresAtFirstPut = 0;
  puts = 0;

  private async answer<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.failures > 0) {
      this.failures--;
      throw new Error('the database is down');
    }
    return work();
  }
  override create(list: NumberList) {
    return this.answer(() => !!this.lists.set(list.id, list));
  }
  override update(id: string, change: NumberListChange) {
    return this.answer(() => {
      const list = this.lists.get(id);
      if (!list) return null;
      const changed = { ...list, ...change };
      this.lists.set(id, changed);
      return changed;
    });
  }
  override remove(id: string) {
    return this.answer(() => this.lists.delete(id));
  }
  override find(id: string) {
    return this.answer(() => this.lists.get(id) ?? null);
  }
  override findByName() {
    return this.answer(() => null);
  }
  override list() {
    return this.answer(() => [...this.lists.values()]);
  }
  override importing() {
    return this.answer(() => [...this.lists.values()].filter(({ status }) => status === 'importing'));
  }
  override putChunk(listId: string, kind: string, number: number, data: Uint8Array) {
    if (this.puts++ === 0) this.failures += this.failuresAtFirstPut;
    return this.answer(() => void this.chunks.set(`${listId} ${kind} ${number}`, data));
  }
  override chunk(listId: string, kind: string, number: number) {
    return this.answer(() => this.chunks.get(`${listId} ${kind} ${number}`) ?? null);
  }
  override removeChunks(listId: string) {
    return this.answer(() => {
      for (const key of this.chunks.keys()) if (key.startsWith(listId)) this.chunks.delete(key);
    });
  }
}

const ROWS = Array.from({ length: 12_000 }, (_, n) => `07${10_000_000 + n}`).join('\n');

describe('imports', () => {
  let folder: string;
  let lists: MemoryLists;
  let events: NumberListsEvents;
  let imports: ImportsService;
  const start = () => {
    const config: Config = readConfig({ DATA_DIR: folder });
    const suppressions = { snapshot: () => new Float64Array([254710000000]) } as SuppressionService;
    return new ImportsService(lists, new UploadStoreService(config), suppressions, events);
  };
  const uploaded = (content = ROWS): NumberList => {
    const list = listWith({ status: 'importing' });
    Object.assign(list.details, LATER_DETAILS, { numberColumn: null, hasHeader: null, delimiter: null, reason: null });
    mkdirSync(join(folder, 'uploads'), { recursive: true });
    writeFileSync(join(folder, 'uploads', `${list.id}.upload`), content);
    lists.lists.set(list.id, list);
    return list;
  };
  const ended = (id: string) => until(() => imports.stateOf(id) === undefined && lists.lists.get(id));

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-imports-'));
    lists = new MemoryLists();
    events = new NumberListsEvents();
    imports = start();
  });
  afterEach(async () => {
    await imports.onModuleDestroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it('store the rows in chunks, and what was found', async () => {
    const list = uploaded();
    imports.begin(list);
    expect(await ended(list.id)).toMatchObject({
      status: 'ready',
      details: { rows: 12_000, suppressed: 1, rowChunks: 3, hasHeader: false, reason: null },
    });
    expect([...lists.chunks.keys()]).toEqual([0, 1, 2].map((number) => `${list.id} rows ${number}`));
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
  });

  it('wait for the database while it does not answer, and say so', async () => {
    const told: ImportState[] = [];
    events.progress.subscribe((state) => told.push(state));
    const list = uploaded();
    lists.failures = 1;
    lists.failuresAtFirstPut = 2;
    imports.begin(list);
    await until(() => lists.puts > 0);
    const waiting = await until(() => imports.stateOf(list.id)?.list.details.reason ?? undefined);
    expect(waiting).toMatch(/does not answer/);
    expect(lists.lists.get(list.id)?.status).toBe('importing');
    const { status, details } = await ended(list.id);
    expect({ status, rows: details.rows, reason: details.reason }).toEqual({
      status: 'ready',
      rows: 12_000,
      reason: null,
    });
    expect(lists.chunks.size).toBe(3);
    expect(told.at(-1)).toMatchObject({ share: 1, list: { status: 'ready' } });
  });

  it('that a server’s end cut off are begun anew, without what they had stored', async () => {
    const list = uploaded();
    lists.chunks.set(`${list.id} rows 7`, new Uint8Array(1));
    await imports.onApplicationBootstrap();
    await until(() => lists.lists.get(list.id)?.status === 'ready');
    expect([...lists.chunks.keys()]).toEqual([0, 1, 2].map((number) => `${list.id} rows ${number}`));
  });

  it('are taken up again when the database comes late', async () => {
    const list = uploaded();
    lists.failures = 2;
    await imports.onApplicationBootstrap();
    expect(await until(() => lists.lists.get(list.id)?.status === 'ready')).toBe(true);
  });

  it('leave no file at the start that belongs to no list', async () => {
    const { id } = uploaded();
    const names = [`${'a'.repeat(24)}.upload`, `${'b'.repeat(24)}.part`, `${id}.part`];
    for (const name of names) writeFileSync(join(folder, 'uploads', name), 'x');
    writeFileSync(join(folder, 'uploads', 'a note of the admin'), 'x');
    await imports.onApplicationBootstrap();
    await until(() => lists.lists.get(id)?.status === 'ready');
    expect(await until(() => readdirSync(join(folder, 'uploads')).length === 1)).toBe(true);
    expect(readdirSync(join(folder, 'uploads'))).toEqual(['a note of the admin']);
  });

  it('fail when their file is gone', async () => {
    const list = uploaded();
    rmSync(join(folder, 'uploads', `${list.id}.upload`));
    imports.begin(list);
    expect(await ended(list.id)).toMatchObject({
      status: 'failed',
      details: { reason: expect.stringContaining('not there') },
    });
  });

  it('that fail in the middle leave no rows', async () => {
    const list = uploaded(`${ROWS}\n"never closed`);
    imports.begin(list);
    expect(await ended(list.id)).toMatchObject({
      status: 'failed',
      details: { rows: 0, rowChunks: 0, reason: expect.stringContaining('line 12001') },
    });
    expect(lists.chunks.size).toBe(0);
  });

  it('are ended when the server stops, and their file stays for the next', async () => {
    const list = uploaded();
    imports.begin(list);
    await imports.onModuleDestroy();
    expect(lists.lists.get(list.id)?.status).toBe('importing');
    expect(existsSync(join(folder, 'uploads', `${list.id}.upload`))).toBe(true);
    imports = start();
    await imports.onApplicationBootstrap();
    expect(await until(() => lists.lists.get(list.id)?.status === 'ready')).toBe(true);
  });

  it('go one after the other', async () => {
    const first = uploaded();
    const second = uploaded('0712345678');
    imports.begin(first);
    imports.begin(second);
    await until(() => lists.lists.get(second.id)?.status === 'ready');
    expect(lists.lists.get(first.id)?.status).toBe('ready');
  });

  it('are cancelled while others wait', async () => {
    const [first, second] = [uploaded(), uploaded('0712345678')];
    imports.begin(first);
    imports.begin(second);
    await imports.cancel(first.id);
    expect(imports.stateOf(first.id)).toBeUndefined();
    expect(await ended(second.id)).toMatchObject({ status: 'ready' });
    expect(lists.lists.get(first.id)?.status).toBe('importing');
  });
});
