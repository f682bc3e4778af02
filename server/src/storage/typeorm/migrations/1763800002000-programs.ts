import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** A document's id, see common/document-id.ts; empty where counters have none. */
const documentId = (name: string, options: object = {}) => varchar(name, 24, options);

const key = { isPrimary: true };
/** Whose a count is: a channel (0 is none), a pair and a program (empty is none). */
const cell = [integer('channel_id', key), documentId('pair_id', key), documentId('program_id', key)];

/** How many messages reached a status in a minute (since 1970, UTC), until it is moved into the totals. */
const messageMinutes = table({
  name: 'message_minutes',
  columns: [integer('minute', key), ...cell, varchar('status', 12, key), integer('entered', { default: 0 })],
  // Its key is nearly all of it.
  withoutRowid: true,
});

/** The same before pairs and programs were there. */
const messageMinutesBefore = table({
  name: 'message_minutes',
  columns: [
    integer('minute', key),
    integer('channel_id', key),
    varchar('status', 12, key),
    integer('entered', { default: 0 }),
  ],
});

const statusIndex = { name: 'ix_messages_status', table: 'messages', where: "status <> 'delivered'" };

/** What was reached in a span of so many minutes, numbered since 1970, UTC; see counts/totals.ts. */
const messageTotals = table({
  name: 'message_totals',
  columns: [
    integer('span_minutes', key),
    // The bits of what it is told apart by; the rest of the cell is empty.
    integer('dimensions', key),
    ...cell,
    integer('number', key),
    ...['accepted', 'dispatched', 'sent', 'delivered', 'failed', 'received'].map((name) =>
      integer(name, { default: 0 }),
    ),
  ],
  withoutRowid: true,
});

/** Pairs, number lists, programs and their runs; messages and counters learn whose they are. */
export class Programs1763800002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    const { isSqlite } = steps;
    const blob = { name: 'data', type: isSqlite ? 'blob' : 'longblob' };
    await steps.addColumn('messages', 'pair_id', 'varchar(24) NULL');
    await steps.addColumn('messages', 'program_id', 'varchar(24) NULL');
    await steps.addColumn('messages', 'run_id', 'integer NULL');
    await steps.index({
      name: 'ix_messages_program',
      table: 'messages',
      columns: ['program_id', 'seq'],
      where: 'program_id IS NOT NULL',
    });
    // With the channel in it, a list of one SIM card's failures reads no row that it does not show.
    await steps.index({ ...statusIndex, columns: ['status', 'seq', 'channel_id'] });
    // A run's waiting messages, for its pause and its stop. MySQL has no partial indexes; there its rows never move.
    await steps.index({
      name: 'ix_messages_run',
      table: 'messages',
      columns: isSqlite ? ['run_id', 'status', 'seq'] : ['run_id', 'seq'],
      where: 'queue_lane IS NOT NULL AND run_id IS NOT NULL',
    });
    await steps.addColumn('channels', 'pair_ids', "varchar(4000) NOT NULL DEFAULT '[]'");

    await steps.reshape(
      messageMinutes,
      async () => !(await steps.hasColumn('message_minutes', 'pair_id')),
      'INSERT INTO message_minutes (minute, channel_id, pair_id, program_id, status, entered) ' +
        "SELECT minute, channel_id, '', '', status, entered FROM message_minutes_before",
    );
    await steps.createTable(messageTotals);

    await steps.createTable(
      table({
        name: 'pairs',
        columns: [
          documentId('id', { isPrimary: true }),
          varchar('country', 2),
          varchar('country_label', 64, nullable),
          varchar('operator', 64),
          // Lower case: two operators that differ in case only are one.
          varchar('operator_key', 64),
          varchar('mcc', 3, nullable),
          varchar('mnc', 3, nullable),
          text('prefixes'),
          flag('is_high_priority'),
          flag('active'),
          millis('created_at'),
          millis('updated_at'),
        ],
        indices: [{ name: 'ux_pairs_name', columnNames: ['country', 'operator_key'], isUnique: true }],
      }),
    );
    await steps.createTable(
      table({
        name: 'number_lists',
        columns: [
          documentId('id', { isPrimary: true }),
          varchar('name', 128),
          integer('owner_id'),
          varchar('status', 12),
          // What the import found: see number-lists/number-list.ts.
          text('details'),
          millis('created_at'),
          millis('updated_at'),
        ],
        indices: [{ name: 'ux_number_lists_name', columnNames: ['name'], isUnique: true }],
      }),
    );
    await steps.createTable(
      table({
        name: 'number_list_chunks',
        columns: [
          documentId('list_id', { isPrimary: true }),
          varchar('kind', 8, { isPrimary: true }),
          integer('number', { isPrimary: true }),
          { ...blob },
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'programs',
        columns: [
          documentId('id', { isPrimary: true }),
          varchar('name', 128),
          integer('owner_id'),
          documentId('pair_id', nullable),
          documentId('list_id', nullable),
          // The rest, as JSON: see programs/program.ts.
          text('details'),
          // Grows with each update, so that two at once are not both lost.
          integer('version', { default: 0 }),
          millis('created_at'),
          millis('updated_at'),
        ],
        indices: [
          { name: 'ux_programs_name', columnNames: ['name'], isUnique: true },
          { name: 'ix_programs_list', columnNames: ['list_id'] },
          { name: 'ix_programs_pair', columnNames: ['pair_id'] },
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'runs',
        columns: [
          id,
          documentId('program_id'),
          varchar('status', 12),
          varchar('reason', 200, nullable),
          // What the run was started with, as JSON: later changes of the program do not touch it.
          text('settings'),
          integer('total_rows'),
          integer('cursor_row', { default: 0 }),
          integer('skipped', { default: 0 }),
          millis('started_at'),
          millis('updated_at'),
          millis('ended_at', nullable),
        ],
        indices: [
          { name: 'ix_runs_program', columnNames: ['program_id', 'id'] },
          { name: 'ix_runs_status', columnNames: ['status', 'id'] },
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'run_counts',
        columns: [
          integer('run_id', { isPrimary: true }),
          varchar('status', 12, { isPrimary: true }),
          integer('entered', { default: 0 }),
          integer('departed', { default: 0 }),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'run_log',
        columns: [id, integer('run_id'), millis('at'), varchar('level', 8), varchar('text', 500)],
        indices: [{ name: 'ix_run_log_run', columnNames: ['run_id', 'id'] }],
      }),
    );
    await steps.createTable(
      table({
        name: 'suppressions',
        columns: [
          varchar('number', 32, { isPrimary: true }),
          // stop, import or manual
          varchar('source', 8),
          varchar('note', 200, nullable),
          millis('created_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const name of [
      'suppressions',
      'run_log',
      'run_counts',
      'runs',
      'programs',
      'number_list_chunks',
      'number_lists',
      'pairs',
      'message_totals',
    ]) {
      await steps.dropTable(name);
    }
    // What was moved into the totals is not taken back: it is the charts of the last day.
    await steps.reshape(
      messageMinutesBefore,
      () => steps.hasColumn('message_minutes', 'pair_id'),
      'INSERT INTO message_minutes (minute, channel_id, status, entered) SELECT minute, channel_id, status, SUM(entered) ' +
        'FROM message_minutes_before GROUP BY minute, channel_id, status',
    );
    await steps.index({ ...statusIndex, columns: ['status', 'seq'] });
    for (const name of ['ix_messages_run', 'ix_messages_program']) await steps.dropIndex('messages', name);
    for (const column of ['run_id', 'program_id', 'pair_id']) await steps.dropColumn('messages', column);
    await steps.dropColumn('channels', 'pair_ids');
  }
}
