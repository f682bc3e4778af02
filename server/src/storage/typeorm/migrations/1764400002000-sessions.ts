import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, integer, millis, nullable, table, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** In SQL that SQLite and MySQL both read, so that no table is copied. */
const COLUMNS: [column: string, type: string][] = [
  // Tokens carry it, and one from before it rose is refused.
  ['session_epoch', 'integer NOT NULL DEFAULT 0'],
  // Null until it is known, at the next sign-in.
  ['password_common', 'smallint NULL'],
];

/**
 * Sessions that can be ended, and failed sign-ins by account and address. `failed_sign_ins` and `locked_until` of users,
 * which counted by account alone, are read no more.
 */
export class Sessions1764400002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [column, type] of COLUMNS) await steps.addColumn('users', column, type);
    await steps.createTable(
      table({
        name: 'access_endings',
        columns: [
          id,
          integer('user_id'),
          // Which of the three it is: one key, one token, or all from before the account's counter rose.
          integer('api_key_id', nullable),
          varchar('token_id', 32, { isNullable: true, isUnique: true }),
          integer('session_epoch', nullable),
          millis('expires_at'),
        ],
        indices: [{ name: 'ix_access_endings_expires', columnNames: ['expires_at'] }],
      }),
    );
    await steps.createTable(
      table({
        name: 'sign_in_addresses',
        columns: [
          // "u" and an account's id, or "n" and a digest of a name that nobody has; no address is all of them together.
          varchar('account', 48, { isPrimary: true }),
          varchar('address', 48, { isPrimary: true }),
          integer('failures'),
          millis('locked_until'),
          millis('trusted_until'),
          millis('forgotten_at'),
        ],
        indices: [{ name: 'ix_sign_in_addresses_forgotten', columnNames: ['forgotten_at'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const name of ['sign_in_addresses', 'access_endings']) await steps.dropTable(name);
    for (const [column] of COLUMNS.toReversed()) await steps.dropColumn('users', column);
  }
}
