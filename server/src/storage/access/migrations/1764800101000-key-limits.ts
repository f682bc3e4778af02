import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Steps } from '../../typeorm/steps.js';

/** In SQL that SQLite and MySQL both read; null is no limit. */
const COLUMNS: [column: string, type: string][] = [
  ['scopes', 'varchar(40) NULL'],
  ['expires_at', 'bigint NULL'],
  ['networks', 'varchar(1100) NULL'],
];

/** What an API key may be used for, from where, until when. */
export class KeyLimits1764800101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [column, type] of COLUMNS) await steps.addColumn('api_keys', column, type);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [column] of COLUMNS.toReversed()) await steps.dropColumn('api_keys', column);
  }
}
