import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

/** By whose customs each person has dates and numbers written. */
export class Locales1764900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).addColumn('users', 'locale', 'varchar(16) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('users', 'locale');
  }
}
