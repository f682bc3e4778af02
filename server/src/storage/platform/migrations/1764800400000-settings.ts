import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

/** What admins set while the server runs, and how secrets are being replaced. */
export class Settings1764800400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({
        name: 'settings',
        columns: [
          varchar('name', 32, { isPrimary: true }),
          text('value'),
          // Counts the changes, so that of two that began with the same the second does not apply.
          integer('version', { default: 0 }),
          millis('updated_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('settings');
  }
}
