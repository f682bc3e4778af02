import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const all = (): Table[] => [
  table({
    name: 'audit_log',
    columns: [
      id,
      millis('at'),
      // As they were then: accounts may be gone. Null: nobody was signed in.
      integer('user_id', nullable),
      varchar('username', 64, nullable),
      integer('api_key_id', nullable),
      varchar('action', 64),
      varchar('subject_type', 32),
      varchar('subject_id', 64, nullable),
      // Null: its request is under way, or its server ended in it.
      varchar('outcome', 8, nullable),
      // JSON; null where it was erased.
      text('changes', nullable),
      varchar('changes_hash', 43),
      varchar('address', 48, nullable),
      varchar('request_id', 64, nullable),
      // Its place in the chain, and its link; unique, so that two servers cannot both give it.
      integer('seq', { isNullable: true, isUnique: true }),
      varchar('hash', 43, nullable),
    ],
    indices: [
      { name: 'ix_audit_log_user', columnNames: ['user_id', 'id'] },
      { name: 'ix_audit_log_subject', columnNames: ['subject_type', 'subject_id', 'id'] },
      { name: 'ix_audit_log_action', columnNames: ['action', 'id'] },
    ],
  }),
  table({
    // Where the chain begins, since retention cut it, and where it ends.
    name: 'audit_chain',
    columns: [varchar('name', 8, { isPrimary: true }), integer('seq'), varchar('hash', 43), millis('at')],
  }),
];

/** Who changed what. */
export class Audit1764800100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
  }
}
