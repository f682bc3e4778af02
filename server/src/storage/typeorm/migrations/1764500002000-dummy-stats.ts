import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, table, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** What clients of the program API say of messages that never were: one row a program. */
export class DummyStats1764500002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({
        name: 'dummy_stats',
        columns: [varchar('program_id', 24, { isPrimary: true }), integer('sent'), integer('failed')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('dummy_stats');
  }
}
