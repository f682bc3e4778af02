import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** Users, their API keys, the system log and remembered answers. */
export class Accounts1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.createTable(
      table({
        name: 'users',
        columns: [
          id,
          varchar('username', 64),
          // Lower-cased: names and addresses differ by more than case.
          varchar('username_key', 64, { isUnique: true }),
          varchar('email', 254),
          varchar('email_key', 254, { isUnique: true }),
          varchar('password_hash', 255),
          varchar('role', 16),
          flag('disabled'),
          integer('failed_sign_ins', { default: 0 }),
          millis('locked_until', { default: 0 }),
          millis('created_at'),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'api_keys',
        columns: [
          id,
          integer('user_id'),
          varchar('name', 64),
          varchar('lookup', 64, { isUnique: true }),
          text('sealed'),
          varchar('hint', 16),
          millis('created_at'),
          millis('last_used_at', nullable),
          millis('revoked_at', nullable),
        ],
        indices: [{ name: 'ix_api_keys_user', columnNames: ['user_id'] }],
        foreignKeys: [{ columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'] }],
      }),
    );
    await steps.createTable(
      table({
        name: 'logs',
        columns: [
          id,
          varchar('action', 64),
          text('details'),
          varchar('status', 16),
          varchar('sender_sim', 32, nullable),
          integer('user_id', nullable),
          millis('created_at'),
        ],
      }),
    );
    await steps.createTable(
      table({
        name: 'idempotency_keys',
        columns: [
          // HMAC-free digest of caller, route and key: fixed length whatever the caller sent.
          varchar('scope', 64, { isPrimary: true }),
          varchar('body_hash', 64),
          integer('status', nullable),
          // A batch's answer is longer than MySQL's TEXT.
          { name: 'answer', type: steps.isSqlite ? 'text' : 'mediumtext', isNullable: true },
          millis('created_at'),
        ],
        indices: [{ name: 'ix_idempotency_keys_created', columnNames: ['created_at'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const name of ['idempotency_keys', 'logs', 'api_keys', 'users']) await steps.dropTable(name);
  }
}
