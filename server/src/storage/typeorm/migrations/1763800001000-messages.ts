import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** Workers, their channels, the messages and the counters kept with them. */
export class Messages1763800001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    const { isSqlite } = steps;
    // Most rows have no value here, and nobody looks for those: SQLite can leave them out of the index.
    const notNull = (column: string) => (isSqlite ? { where: `${column} IS NOT NULL` } : {});
    await steps.createTable(
      table({
        name: 'leases',
        columns: [varchar('name', 64, { isPrimary: true }), varchar('owner', 64), millis('fence', { default: 0 })],
      }),
    );
    await steps.createTable(
      table({
        name: 'workers',
        columns: [
          varchar('id', 64, { isPrimary: true }),
          flag('online'),
          varchar('session', 36, nullable),
          varchar('version', 32, nullable),
          millis('since'),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'channels',
        columns: [
          id,
          varchar('kind', 16),
          // The worker's name for it, an ICCID for a SIM card; null until a worker announces it.
          varchar('channel_key', 64, { isNullable: true, isUnique: true }),
          varchar('number', 32, { isNullable: true, isUnique: true }),
          varchar('label', 64, nullable),
          varchar('status', 16),
          varchar('worker_id', 64, nullable),
          varchar('driver', 16, nullable),
          varchar('iccid', 32, nullable),
          varchar('operator', 64, nullable),
          integer('rate_per_minute', nullable),
          integer('daily_cap', nullable),
          integer('window_size'),
          millis('created_at'),
          millis('updated_at'),
          millis('deleted_at', nullable),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'messages',
        columns: [
          // SQLite: a plain INTEGER PRIMARY KEY is the row's own number, at no cost. MySQL needs 64 bits spelt out.
          isSqlite ? integer('seq', { isPrimary: true }) : { ...id, name: 'seq', type: 'bigint' },
          varchar('id', 36),
          varchar('direction', 8),
          varchar('status', 12),
          integer('user_id', nullable),
          integer('channel_id', nullable),
          // 1 when the caller named the SIM card: then no other may send it.
          flag('pinned'),
          varchar('peer', 32),
          varchar('own_number', 32, nullable),
          text('text'),
          varchar('encoding', 4),
          integer('segments'),
          { name: 'lane', type: 'smallint' },
          varchar('client_ref', 64, nullable),
          varchar('reason', 200, nullable),
          integer('attempt', { default: 0 }),
          integer('max_attempts', { default: 1 }),
          millis('created_at'),
          millis('updated_at'),
          millis('send_at', nullable),
          millis('expires_at', nullable),
          // The lane while it waits for a channel, else null: the queue is the index below, not a table.
          { name: 'queue_lane', type: 'smallint', isNullable: true },
          millis('due_at', { default: 0 }),
          // When the worker had it in its journal; a job sent again after that must not be sent anew.
          millis('held_at', nullable),
          // One line a change, see history.ts: appended in the update that makes the change.
          text('history'),
        ],
        indices: [
          { name: 'ux_messages_id', columnNames: ['id'], isUnique: true },
          // Most messages are delivered: a list of those finds its rows anywhere.
          {
            name: 'ix_messages_status',
            columnNames: ['status', 'seq'],
            ...(isSqlite ? { where: "status <> 'delivered'" } : {}),
          },
          { name: 'ix_messages_user', columnNames: ['user_id', 'seq'] },
          { name: 'ix_messages_channel', columnNames: ['channel_id', 'seq'], ...notNull('channel_id') },
          // SQLite's index by number is a table of its own, filled later: see PeerIndex.
          ...(isSqlite ? [] : [{ name: 'ix_messages_peer', columnNames: ['peer', 'seq'] }]),
          { name: 'ix_messages_client_ref', columnNames: ['client_ref', 'seq'], ...notNull('client_ref') },
          { name: 'ix_messages_queue', columnNames: ['queue_lane', 'due_at', 'seq'], ...notNull('queue_lane') },
        ],
      }),
    );
    if (isSqlite) await this.createPeerIndex(steps);
    await steps.createTable(
      table({
        name: 'message_minutes',
        columns: [
          integer('minute', { isPrimary: true }),
          integer('channel_id', { isPrimary: true }),
          varchar('status', 12, { isPrimary: true }),
          integer('entered', { default: 0 }),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'message_days',
        columns: [
          integer('day', { isPrimary: true }),
          integer('channel_id', { isPrimary: true }),
          varchar('status', 12, { isPrimary: true }),
          integer('entered', { default: 0 }),
          // How many left the status again: entered - departed, over all days, are in it now.
          integer('departed', { default: 0 }),
        ],
      }),
    );
  }

  private async createPeerIndex(steps: Steps): Promise<void> {
    await steps.createTable(
      table({
        name: 'message_peers',
        columns: [varchar('peer', 32, { isPrimary: true }), integer('seq', { isPrimary: true })],
        withoutRowid: true,
      }),
    );
    await steps.createTable(table({ name: 'message_peers_progress', columns: [integer('upto')] }));
    await steps.rows(
      'INSERT INTO message_peers_progress (upto) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM message_peers_progress)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const name of ['message_days', 'message_minutes', 'messages', 'channels', 'workers', 'leases']) {
      await steps.dropTable(name);
    }
    for (const name of ['message_peers_progress', 'message_peers']) await steps.dropTable(name);
  }
}
