import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { id, integer, millis, nullable, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const all = (): Table[] => [
  table({
    name: 'customer_imports',
    columns: [
      id,
      // SHA-256: a file is imported once.
      varchar('digest', 43, { isUnique: true }),
      varchar('file_name', 255),
      varchar('status', 12),
      varchar('reason', 300, nullable),
      integer('row_count', { default: 0 }),
      integer('added', { default: 0 }),
      integer('known', { default: 0 }),
      integer('rejected', { default: 0 }),
      integer('user_id', nullable),
      millis('created_at'),
      millis('ended_at', nullable),
    ],
  }),
  table({
    name: 'customer_import_rejects',
    columns: [
      integer('import_id', { isPrimary: true }),
      integer('line', { isPrimary: true }),
      varchar('value', 200),
      varchar('reason', 300),
    ],
  }),
];

/** Files of customers, how far each is, and the rows that were not taken. */
export class CustomerImports1764700320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
  }
}
