import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, table, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** Messages count their changes, and write lanes leave the number of their last group in what the group commits. */
export class Lanes1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('messages', 'version', 'integer NOT NULL DEFAULT 0');
    await steps.createTable(
      table({
        name: 'write_lanes',
        columns: [
          // A UUID, made anew by each process.
          varchar('id', 36, { isPrimary: true }),
          // The last group that was committed, and which of its runs that was.
          millis('last_group'),
          integer('last_run'),
          millis('used_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropTable('write_lanes');
    await steps.dropColumn('messages', 'version');
  }
}
