import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

/** What requests with an Idempotency-Key have done, whether or not their answers were kept. */
export class DoneWrites1764700300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({
        name: 'done_writes',
        columns: [varchar('once_key', 64, { isPrimary: true }), integer('document_id'), millis('created_at')],
        indices: [{ name: 'ix_done_writes_created', columnNames: ['created_at'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('done_writes');
  }
}
