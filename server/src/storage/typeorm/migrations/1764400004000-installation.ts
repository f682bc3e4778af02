import type { MigrationInterface, QueryRunner } from 'typeorm';
import { table, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** What the installation as a whole has to remember, such as which secrets it works with. */
export class Installation1764400004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({ name: 'installation', columns: [varchar('name', 32, { isPrimary: true }), varchar('value', 64)] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('installation');
  }
}
