import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const jobs = (): Table =>
  table({
    name: 'jobs',
    columns: [
      varchar('name', 64, { isPrimary: true }),
      millis('next_run_at'),
      millis('began_at', nullable),
      millis('ended_at', nullable),
      // In a row; none after a run that went well.
      integer('failures', { default: 0 }),
      varchar('error', 300, nullable),
    ],
  });

const outbox = (): Table[] => [
  table({
    name: 'outbox',
    columns: [
      integer('seq', { isPrimary: true, isGenerated: true, generationStrategy: 'increment' }),
      // What the receiver knows it by, over all attempts.
      varchar('id', 36, { isUnique: true }),
      varchar('kind', 32),
      // What it is about: of a kind and this there is one.
      varchar('topic', 128),
      text('payload'),
      varchar('state', 12),
      integer('attempts', { default: 0 }),
      millis('due_at'),
      millis('deadline'),
      varchar('error', 300, nullable),
      millis('created_at'),
      millis('ended_at', nullable),
    ],
    indices: [
      { name: 'ix_outbox_topic', columnNames: ['kind', 'topic'], isUnique: true },
      { name: 'ix_outbox_due', columnNames: ['state', 'kind', 'due_at'] },
      { name: 'ix_outbox_ended', columnNames: ['state', 'ended_at'] },
    ],
  }),
  table({
    name: 'outbox_attempts',
    columns: [
      integer('seq', { isPrimary: true }),
      integer('attempt', { isPrimary: true }),
      millis('began_at'),
      // Null: it is under way, or its server died in it.
      millis('ended_at', nullable),
      varchar('outcome', 12, nullable),
      varchar('note', 300, nullable),
    ],
  }),
];

const all = (): Table[] => [jobs(), ...outbox()];

/** Leases that end, jobs by the clock, and what is on its way to other systems. */
export class WhatLeaves1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.addColumn('leases', 'expires_at', 'bigint NOT NULL DEFAULT 0');
    for (const each of all()) await steps.createTable(each);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const { name } of all().toReversed()) await steps.dropTable(name);
    await steps.dropColumn('leases', 'expires_at');
  }
}
