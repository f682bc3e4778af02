import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { flag, id, integer, millis, nullable, table, text, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const tables = (): Table[] => [
  table({
    name: 'tickets',
    columns: [
      id,
      varchar('number', 20, { isNullable: true, isUnique: true }),
      integer('customer_id', nullable),
      varchar('subject', 200),
      text('description'),
      varchar('priority', 8),
      varchar('status', 16),
      varchar('category', 64, nullable),
      integer('assignee_id', nullable),
      integer('user_id', nullable),
      millis('created_at'),
      millis('updated_at'),
      millis('resolved_at', nullable),
    ],
    indices: [
      { name: 'ix_tickets_status', columnNames: ['status', 'id'] },
      { name: 'ix_tickets_customer', columnNames: ['customer_id', 'id'] },
      { name: 'ix_tickets_assignee', columnNames: ['assignee_id', 'id'] },
    ],
  }),
  table({
    name: 'ticket_replies',
    columns: [
      id,
      integer('ticket_id'),
      // Null is the customer.
      integer('user_id', nullable),
      text('message'),
      flag('is_internal'),
      millis('created_at'),
    ],
    indices: [{ name: 'ix_ticket_replies_ticket', columnNames: ['ticket_id', 'id'] }],
  }),
  table({
    name: 'leads',
    columns: [
      id,
      varchar('name', 120),
      varchar('email', 254, nullable),
      varchar('phone', 32, nullable),
      varchar('company', 120, nullable),
      varchar('source', 64, nullable),
      varchar('status', 16),
      text('notes', nullable),
      integer('owner_id', nullable),
      varchar('next_step', 200, nullable),
      varchar('next_step_on', 10, nullable),
      integer('customer_id', nullable),
      millis('created_at'),
      millis('updated_at'),
    ],
    indices: [
      { name: 'ix_leads_status', columnNames: ['status', 'id'] },
      { name: 'ix_leads_owner', columnNames: ['owner_id', 'id'] },
    ],
  }),
];

/** Tickets with their replies, leads, and what people are called in full. */
export class Desk1764600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const each of tables()) await steps.createTable(each);
    await steps.addColumn('users', 'full_name', 'varchar(120) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropColumn('users', 'full_name');
    for (const { name } of tables().toReversed()) await steps.dropTable(name);
  }
}
