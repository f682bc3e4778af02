import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

/** Whose clock each person has days and times shown by. */
export class ZonesOfUsers1764900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).addColumn('users', 'time_zone', 'varchar(64) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropColumn('users', 'time_zone');
  }
}
