import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const routers = table({
  name: 'routers',
  columns: [
    id,
    varchar('name', 64, { isUnique: true }),
    varchar('address', 253),
    integer('port', nullable),
    varchar('kind', 8),
    flag('tls'),
    varchar('fingerprint', 64, nullable),
    text('authority', nullable),
    varchar('username', 64),
    text('sealed'),
    // 1 for the default, null for all others: unique, so that there is one at most.
    integer('default_key', { isNullable: true, isUnique: true }),
    millis('checked_at', nullable),
    millis('last_seen_at', nullable),
    varchar('version', 64, nullable),
    varchar('board', 64, nullable),
    millis('uptime', nullable),
    varchar('error', 255, nullable),
    millis('created_at'),
    millis('updated_at'),
  ],
});

/** The owner's routers. */
export class Routers1764700100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(routers);
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable(routers.name);
  }
}
