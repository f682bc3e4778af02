import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const figure = (name: string) => ({ name, type: 'double', isNullable: true });

const all = (): Table[] => [
  table({
    name: 'alert_rules',
    columns: [
      id,
      varchar('name', 100),
      varchar('kind', 32),
      text('params'),
      text('subjects'),
      integer('for_seconds'),
      varchar('severity', 8),
      text('labels'),
      integer('repeat_minutes'),
      flag('enabled'),
      varchar('built_in', 32, { isNullable: true, isUnique: true }),
      millis('created_at'),
      millis('updated_at'),
      // One that came with the product and was removed keeps its row, so that it does not come back.
      millis('removed_at', nullable),
    ],
  }),
  table({
    name: 'alerts',
    columns: [
      id,
      varchar('fingerprint', 64),
      // The fingerprint while it is open: of those there is one at a time.
      varchar('open_key', 64, { isNullable: true, isUnique: true }),
      varchar('state', 12),
      varchar('severity', 8),
      varchar('source', 12),
      integer('rule_id', nullable),
      varchar('kind', 64, nullable),
      varchar('title', 200),
      text('text'),
      varchar('subject_kind', 12),
      varchar('subject_id', 64),
      varchar('subject_name', 120),
      text('labels'),
      figure('value'),
      integer('repeat_minutes'),
      millis('expires_at', nullable),
      varchar('held_by', 200, nullable),
      millis('began_at'),
      millis('fired_at', nullable),
      millis('acknowledged_at', nullable),
      varchar('acknowledged_by', 80, nullable),
      millis('resolved_at', nullable),
      millis('notified_at', nullable),
      // 1 when it is over and those who were told of it are to hear so.
      flag('owed'),
      millis('updated_at'),
      integer('version', { default: 0 }),
      // Of the write that made it: what tells its own rows from those that were there.
      varchar('made_in', 36),
    ],
    indices: [
      { name: 'ix_alerts_state', columnNames: ['state', 'id'] },
      { name: 'ix_alerts_subject', columnNames: ['subject_kind', 'subject_id', 'id'] },
      { name: 'ix_alerts_rule', columnNames: ['rule_id', 'id'] },
      { name: 'ix_alerts_owed', columnNames: ['owed', 'id'] },
      { name: 'ix_alerts_resolved', columnNames: ['resolved_at'] },
    ],
  }),
  table({
    name: 'alert_events',
    columns: [
      id,
      integer('alert_id'),
      millis('at'),
      varchar('what', 16),
      varchar('by_whom', 80, nullable),
      varchar('note', 500, nullable),
    ],
    indices: [{ name: 'ix_alert_events_alert', columnNames: ['alert_id', 'id'] }],
  }),
  table({
    name: 'alert_silences',
    columns: [
      id,
      text('matchers'),
      varchar('reason', 200),
      millis('starts_at'),
      millis('ends_at'),
      integer('user_id', nullable),
      varchar('by_whom', 80, nullable),
      millis('created_at'),
    ],
    indices: [{ name: 'ix_alert_silences_end', columnNames: ['ends_at'] }],
  }),
  table({
    name: 'alert_channels',
    columns: [
      id,
      varchar('name', 64, { isUnique: true }),
      varchar('kind', 12),
      text('settings'),
      text('sealed'),
      text('secret_names'),
      text('route'),
      flag('enabled'),
      integer('user_id', nullable),
      // What of it is in the outbox; null when nothing is.
      varchar('open_topic', 128, nullable),
      millis('last_sent_at', nullable),
      varchar('error', 300, nullable),
      millis('created_at'),
      millis('updated_at'),
      integer('version', { default: 0 }),
    ],
  }),
  table({
    name: 'alert_notices',
    columns: [
      id,
      integer('channel_id'),
      integer('alert_id'),
      varchar('what', 8),
      varchar('state', 12),
      // The outbox item that it went with.
      varchar('topic', 128, nullable),
      varchar('note', 300, nullable),
      millis('created_at'),
      millis('ended_at', nullable),
    ],
    indices: [
      { name: 'ix_alert_notices_waiting', columnNames: ['channel_id', 'state', 'id'] },
      { name: 'ix_alert_notices_alert', columnNames: ['alert_id', 'id'] },
    ],
  }),
  table({
    name: 'channel_balances',
    columns: [integer('channel_id', { isPrimary: true }), figure('balance'), varchar('answer', 200), millis('at')],
  }),
];

/** What is watched, what was wrong, who was told and how; and what channels said of their balances. */
export class Alerts1764800200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
  }
}
