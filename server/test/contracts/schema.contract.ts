import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiKeyRepository } from '../../src/access/auth/api-key.repository.js';
import { ChannelRepository } from '../../src/messaging/sim-cards/channel.repository.js';
import { MessageRepository } from '../../src/messaging/sms/message.repository.js';
import { WorkersOfAttempts1764400001000 } from '../../src/storage/typeorm/migrations/1764400001000-workers-of-attempts.js';
import { migrations } from '../../src/storage/typeorm/migrations.js';
import { channelRecordWith } from '../channels.js';
import { messageWith } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const TABLES = [
  'access_endings',
  'api_keys',
  'canned_replies',
  'channels',
  'credit_notes',
  'customers',
  'done_writes',
  'idempotency_keys',
  'incoming_payments',
  'installation',
  'invoice_lines',
  'invoices',
  'jobs',
  'leads',
  'leases',
  'ledger_days',
  'ledger_entries',
  'ledger_postings',
  'logs',
  'message_days',
  'message_minutes',
  'message_totals',
  'messages',
  'mpesa_attempts',
  'number_counters',
  'number_list_chunks',
  'number_lists',
  'office_settings',
  'outbox',
  'outbox_attempts',
  'pairs',
  'payment_allocations',
  'payments',
  'programs',
  'providers',
  'refunds',
  'routers',
  'run_counts',
  'run_log',
  'runs',
  'sign_in_addresses',
  'suppressions',
  'ticket_attachment_parts',
  'ticket_attachments',
  'ticket_cursors',
  'ticket_messages',
  'ticket_replies',
  'tickets',
  'users',
  'workers',
  'write_lanes',
];

/** The look-ups that must stay fast at ten million rows, each with its index. */
const INDEXES = [
  ['id'],
  ['status', 'seq', 'channel_id'],
  ['user_id', 'seq'],
  ['channel_id', 'seq'],
  ['client_ref', 'seq'],
  ['program_id', 'seq'],
  ['run_id', 'status', 'seq'],
  ['queue_lane', 'due_at', 'seq'],
  ['queue_lane', 'expires_at'],
];

/** What the migrations make of an empty database, and that they can be taken back. */
export function schemaContract(open: OpenStorage): void {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  async function existing(): Promise<string[]> {
    const runner = storage.source.createQueryRunner();
    try {
      const found = await Promise.all(TABLES.map(async (name) => ((await runner.hasTable(name)) ? [name] : [])));
      return found.flat();
    } finally {
      await runner.release();
    }
  }

  it('has every table', async () => {
    expect(await existing()).toEqual(TABLES);
  });

  it('has an index for every look-up of messages', async () => {
    const runner = storage.source.createQueryRunner();
    const table = await runner.getTable('messages');
    await runner.release();
    const columns = table?.indices.map(({ columnNames }) => columnNames) ?? [];
    const unique = table?.uniques.map(({ columnNames }) => columnNames) ?? [];
    for (const index of INDEXES) expect([...columns, ...unique]).toContainEqual(index);
  });

  it('has every column that the entities name', async () => {
    const runner = storage.source.createQueryRunner();
    for (const { tableName, columns } of storage.source.entityMetadatas) {
      const table = await runner.getTable(tableName);
      const names = table?.columns.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(columns.map(({ databaseName }) => databaseName)));
    }
    await runner.release();
  });

  it('can be taken back to nothing and made again', async () => {
    for (let left = migrations.length; left > 0; left--)
      await storage.source.undoLastMigration({ transaction: 'each' });
    expect(await existing()).toEqual([]);
    await storage.source.runMigrations({ transaction: 'each' });
    const message = messageWith();
    await storage.get(MessageRepository).insert({ message });
    expect(await storage.get(MessageRepository).find(message.id)).toMatchObject(message);
    expect(await storage.get(ApiKeyRepository).findByLookup(['none'])).toBeNull();
  });

  it('says of what is at a worker which one that is, also of what was there before the column', async () => {
    const { id: _, ...channel } = channelRecordWith({ workerId: 'site-1' });
    const created = await storage.get(ChannelRepository).create(channel);
    const at = { channelId: created?.id ?? 0, attempt: 1 };
    const messages = [messageWith({ status: 'dispatched', ...at }), messageWith({ status: 'sent', ...at })];
    await storage.get(MessageRepository).insertMany(messages, { known: false });
    const migration = new WorkersOfAttempts1764400001000();
    const runner = storage.source.createQueryRunner();
    await migration.down(runner);
    await migration.up(runner);
    await runner.release();
    const stored = await storage.get(MessageRepository).findMany(messages.map(({ id }) => id));
    expect(Object.fromEntries(stored.map(({ status, workerId }) => [status, workerId]))).toEqual({
      dispatched: 'site-1',
      sent: null,
    });
  });

  it('has nothing left to migrate', async () => {
    expect(await storage.source.showMigrations()).toBe(false);
  });
}
