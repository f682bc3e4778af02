import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiKeyRepository } from '../../src/auth/api-key.repository.js';
import { MessageRepository } from '../../src/sms/message.repository.js';
import { migrations } from '../../src/storage/typeorm/migrations.js';
import { messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const TABLES = [
  'api_keys',
  'channels',
  'idempotency_keys',
  'leases',
  'logs',
  'message_days',
  'message_minutes',
  'messages',
  'users',
  'workers',
];

/** The look-ups that must stay fast at ten million rows, each with its index. */
const INDEXES = [
  ['id'],
  ['status', 'seq'],
  ['user_id', 'seq'],
  ['channel_id', 'seq'],
  ['client_ref', 'seq'],
  ['queue_lane', 'due_at', 'seq'],
];

/** What the migrations make of an empty database, and that they can be taken back. */
export function schemaContract(open: OpenStorage): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  async function tables(): Promise<string[]> {
    const runner = storage.source.createQueryRunner();
    try {
      const all = await runner.getTables();
      return all.map(({ name }) => name.split('.').at(-1) ?? '').filter((name) => !/sqlite_|migrations/.test(name));
    } finally {
      await runner.release();
    }
  }

  it('has every table', async () => {
    expect(await tables()).toEqual(expect.arrayContaining(TABLES));
  });

  it('has an index for every look-up of messages', async () => {
    const runner = storage.source.createQueryRunner();
    const table = await runner.getTable('messages');
    await runner.release();
    const columns = table?.indices.map(({ columnNames }) => columnNames) ?? [];
    const unique = table?.uniques.map(({ columnNames }) => columnNames) ?? [];
    for (const index of INDEXES) expect([...columns, ...unique]).toContainEqual(index);
  });

  it('is what the entities say', async () => {
    const { upQueries } = await storage.source.driver.createSchemaBuilder().log();
    const drops = upQueries.map(({ query }) => query).filter((query) => /ADD COLUMN|DROP COLUMN/i.test(query));
    expect(drops).toEqual([]);
  });

  it('can be taken back to nothing and made again', async () => {
    for (const _ of migrations) await storage.source.undoLastMigration({ transaction: 'each' });
    expect(await tables()).toEqual([]);
    await storage.source.runMigrations({ transaction: 'each' });
    const message = messageWith();
    await storage.get(MessageRepository).insert({ message });
    expect(await storage.get(MessageRepository).find(message.id)).toMatchObject(message);
    expect(await storage.get(ApiKeyRepository).findByLookup('none')).toBeNull();
  });

  it('has nothing left to migrate', async () => {
    expect(await storage.source.showMigrations()).toBe(false);
  });
}
