import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

/** What an admin granted to single accounts, beside what their role may. */
export class Grants1764900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).addColumn('users', 'granted', "varchar(255) NOT NULL DEFAULT ''");
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('users', 'granted');
  }
}
