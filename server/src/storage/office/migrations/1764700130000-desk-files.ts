import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const tables = (isSqlite: boolean): Table[] => [
  table({
    name: 'canned_replies',
    columns: [id, varchar('name', 64, { isUnique: true }), text('text'), millis('created_at'), millis('updated_at')],
  }),
  table({
    name: 'ticket_attachments',
    columns: [
      id,
      integer('ticket_id'),
      varchar('name', 120),
      varchar('type', 64),
      integer('size'),
      flag('is_internal'),
      // Until all of its parts are there nobody sees it.
      flag('is_whole'),
      integer('user_id', nullable),
      millis('created_at'),
    ],
    indices: [
      { name: 'ix_ticket_attachments_ticket', columnNames: ['ticket_id', 'id'] },
      { name: 'ix_ticket_attachments_whole', columnNames: ['is_whole', 'created_at'] },
    ],
  }),
  table({
    name: 'ticket_attachment_parts',
    columns: [
      integer('attachment_id', { isPrimary: true }),
      integer('nth', { isPrimary: true }),
      { name: 'data', type: isSqlite ? 'blob' : 'mediumblob' },
    ],
  }),
];

/** Answers that are given often, and files with tickets. */
export class DeskFiles1764700130000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of tables(steps.isSqlite)) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of tables(steps.isSqlite).toReversed()) await steps.dropTable(name);
  }
}
