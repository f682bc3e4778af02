import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, nullable, table, text, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** Columns that existing tables get, in SQL that SQLite and MySQL both read, so that no table is copied. */
const COLUMNS: [table: string, column: string, type: string][] = [
  // What the caller asked for, as bits; see message-row.ts.
  ['messages', 'flags', 'smallint NOT NULL DEFAULT 0'],
  // The channels that it has failed over from, their ids with blanks between.
  ['messages', 'tried', 'varchar(120) NULL'],
  // Millionths of the currency, for a message of one part; `prices` has those that differ, by pair.
  ['channels', 'price', 'bigint NULL'],
  ['channels', 'prices', "varchar(6000) NOT NULL DEFAULT '{}'"],
  ['channels', 'imei', 'varchar(32) NULL'],
  ['channels', 'imsi', 'varchar(32) NULL'],
  ['workers', 'label', 'varchar(64) NULL'],
  // As Mosquitto's password file has it; null until a password was made for the worker.
  ['workers', 'password_hash', 'varchar(200) NULL'],
  ['workers', 'enrolled_at', 'bigint NULL'],
];

/** Provider accounts, what they cost, failing over from one channel to the next, and workers' passwords. */
export class Providers1763800003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [name, column, type] of COLUMNS) await steps.addColumn(name, column, type);
    await steps.createTable(
      table({
        name: 'providers',
        columns: [
          integer('channel_id', { isPrimary: true }),
          varchar('sender', 32, nullable),
          text('settings'),
          // Sealed under the installation's secret.
          text('secrets'),
          // What made it, where that was not an admin: it is found again by this.
          varchar('purpose', 80, { isNullable: true, isUnique: true }),
          millis('updated_at'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropTable('providers');
    for (const [name, column] of COLUMNS.toReversed()) await steps.dropColumn(name, column);
  }
}
