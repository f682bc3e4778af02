import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const all = (): Table[] => [
  table({
    name: 'sessions',
    columns: [
      // The token's.
      varchar('id', 32, { isPrimary: true }),
      integer('user_id'),
      // The account's counter then: those from before it rose have ended.
      integer('epoch'),
      millis('created_at'),
      millis('expires_at'),
      millis('last_seen_at'),
      varchar('address', 48, nullable),
      varchar('user_agent', 255, nullable),
      millis('ended_at', nullable),
    ],
    indices: [
      { name: 'ix_sessions_user', columnNames: ['user_id', 'created_at'] },
      { name: 'ix_sessions_expires', columnNames: ['expires_at'] },
    ],
  }),
  table({
    name: 'second_factors',
    columns: [
      integer('user_id', { isPrimary: true }),
      // Under the installation's secret.
      text('sealed'),
      // Null until a code of it was shown.
      millis('confirmed_at', nullable),
      // The last 30 seconds of which a code was taken, counted from 1970: none of them is taken again.
      millis('last_step', { default: 0 }),
      millis('created_at'),
    ],
  }),
  table({
    name: 'recovery_codes',
    columns: [
      integer('user_id', { isPrimary: true }),
      // An HMAC, useless without the installation's secret.
      varchar('code_hash', 43, { isPrimary: true }),
      millis('used_at', nullable),
    ],
  }),
];

/** Who is signed in where, and second factors. */
export class SecondFactors1764800102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('users', 'second_factor', 'smallint NOT NULL DEFAULT 0');
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
    await steps.dropColumn('users', 'second_factor');
  }
}
