import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { type IndexStep, Steps } from '../../typeorm/steps.js';

const webhooks = (): Table =>
  table({
    name: 'webhooks',
    columns: [
      id,
      // What its secrets are sealed for.
      varchar('uid', 36, { isUnique: true }),
      integer('user_id'),
      // The account, of the one that its callbacks go by; of endpoints null.
      integer('callbacks_of', { isNullable: true, isUnique: true }),
      varchar('url', 1000, nullable),
      varchar('description', 120, nullable),
      text('events'),
      text('filter'),
      text('header_names'),
      text('headers', nullable),
      varchar('secret', 200, nullable),
      varchar('old_secret', 200, nullable),
      millis('old_secret_until', nullable),
      integer('max_attempts', nullable),
      varchar('state', 12),
      varchar('reason', 300, nullable),
      millis('failing_since', nullable),
      millis('not_before', { default: 0 }),
      millis('created_at'),
      millis('updated_at'),
    ],
    indices: [{ name: 'ix_webhooks_user', columnNames: ['user_id', 'id'] }],
  });

const deliveries = (isSqlite: boolean): Table =>
  table({
    name: 'webhook_deliveries',
    columns: [
      isSqlite ? integer('seq', { isPrimary: true }) : { ...id, name: 'seq', type: 'bigint' },
      varchar('event_id', 36),
      integer('webhook_id'),
      varchar('type', 64),
      varchar('topic', 80, nullable),
      varchar('url', 1000, nullable),
      text('body'),
      varchar('state', 12),
      integer('attempts', { default: 0 }),
      millis('due_at'),
      millis('deadline'),
      integer('status_code', nullable),
      integer('duration_ms', nullable),
      varchar('error', 300, nullable),
      text('response', nullable),
      millis('created_at'),
      millis('ended_at', nullable),
    ],
  });

const failures = (): Table =>
  table({
    name: 'webhook_failures',
    columns: [
      millis('seq', { isPrimary: true }),
      // A delivery that somebody has sent again counts its attempts anew.
      millis('at', { isPrimary: true }),
      integer('attempt'),
      integer('status_code', nullable),
      integer('duration_ms', nullable),
      varchar('error', 300),
      text('response', nullable),
    ],
  });

/** Whether a SIM card was told to be online: who changes it tells of it, once. */
const simStates = (): Table =>
  table({
    name: 'sim_card_states',
    columns: [integer('channel_id', { isPrimary: true }), flag('online'), millis('at')],
  });

const all = (isSqlite: boolean): Table[] => [webhooks(), deliveries(isSqlite), failures(), simStates()];

const WAITING = "state = 'waiting'";
const INDEXES: readonly IndexStep[] = [
  { name: 'ix_webhook_due', table: 'webhook_deliveries', columns: ['webhook_id', 'state', 'due_at'], where: WAITING },
  { name: 'ix_webhook_topic', table: 'webhook_deliveries', columns: ['webhook_id', 'topic', 'state'], where: WAITING },
  { name: 'ix_webhook_list', table: 'webhook_deliveries', columns: ['webhook_id', 'seq'] },
];

/** In SQL that SQLite and MySQL both read, so that no table is copied. */
const OF_MESSAGES: readonly [column: string, type: string][] = [
  ['api_key_id', 'integer NULL'],
  ['callback_url', 'varchar(1000) NULL'],
];

/** Endpoints for events, and what is on its way to them; the key that a message was sent with, and its own address. */
export class Webhooks1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [column, type] of OF_MESSAGES) await steps.addColumn('messages', column, type);
    for (const each of all(steps.isSqlite)) await steps.createTable(each);
    for (const index of INDEXES) await steps.index(index);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all(steps.isSqlite).toReversed()) await steps.dropTable(name);
    for (const [column] of OF_MESSAGES.toReversed()) await steps.dropColumn('messages', column);
  }
}
