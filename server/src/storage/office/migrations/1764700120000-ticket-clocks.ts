import type { MigrationInterface, QueryRunner } from 'typeorm';
import { integer, millis, table, varchar } from '../../typeorm/columns.js';
import { Steps } from '../../typeorm/steps.js';

const TICKETS: [column: string, type: string][] = [
  ['clock_spent', 'bigint NOT NULL DEFAULT 0'],
  ['clock_since', 'bigint NULL'],
  ['responded_at', 'bigint NULL'],
  ['response_due_at', 'bigint NULL'],
  ['resolution_due_at', 'bigint NULL'],
  ['response_breached_at', 'bigint NULL'],
  ['resolution_breached_at', 'bigint NULL'],
  // When the next promise would be broken; null while none can be.
  ['next_due_at', 'bigint NULL'],
  // Where and when the customer was last answered by SMS.
  ['sms_to', 'varchar(32) NULL'],
  ['sms_at', 'bigint NULL'],
];
const REPLIES: [column: string, type: string][] = [
  ['by_sms', 'smallint NOT NULL DEFAULT 0'],
  ['sms_to', 'varchar(32) NULL'],
  ['message_id', 'varchar(36) NULL'],
  ['sms_error', 'varchar(200) NULL'],
];
const INDEXES = [
  { name: 'ix_tickets_next_due_at', table: 'tickets', columns: ['next_due_at'] },
  { name: 'ix_tickets_sms', table: 'tickets', columns: ['sms_to', 'sms_at'] },
];

/** What of what came in is in a ticket: once for each message. */
const messages = table({
  name: 'ticket_messages',
  columns: [varchar('message_id', 36, { isPrimary: true }), integer('ticket_id')],
});
const cursors = table({ name: 'ticket_cursors', columns: [varchar('name', 16, { isPrimary: true }), millis('seq')] });

/** Clocks of tickets, and SMS both ways. What came in before is no customer's answer. */
export class TicketClocks1764700120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    for (const [column, type] of TICKETS) await steps.addColumn('tickets', column, type);
    for (const [column, type] of REPLIES) await steps.addColumn('ticket_replies', column, type);
    for (const index of INDEXES) await steps.index(index);
    await steps.createTable(messages);
    await steps.createTable(cursors);
    await steps.rows(
      "INSERT INTO ticket_cursors (name, seq) SELECT 'incoming', COALESCE(MAX(seq), 0) FROM messages " +
        "WHERE NOT EXISTS (SELECT 1 FROM ticket_cursors WHERE name = 'incoming')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = new Steps(runner);
    await steps.dropTable(cursors.name);
    await steps.dropTable(messages.name);
    for (const { table: of, name } of INDEXES) await steps.dropIndex(of, name);
    for (const [column] of REPLIES) await steps.dropColumn('ticket_replies', column);
    for (const [column] of TICKETS) await steps.dropColumn('tickets', column);
  }
}
